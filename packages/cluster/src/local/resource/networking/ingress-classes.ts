import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { validateImmutable } from '../rules/field-checks.ts';
import { nextGeneration } from '../rules/spec-and-status.ts';

/** IngressClasses (pkg/apis/networking/validation@1.36). */
export const ingressClasses: Resource = declare({
  group: 'networking.k8s.io',
  plural: 'ingressclasses',
  kind: 'IngressClass',
  isNamespaced: false,
  rules: {
    setDefaults: (object) => ({ ...object, spec: object.spec ?? {} }),
    prepareForCreate: (object) => ({ ...object, metadata: { ...object.metadata, generation: 1 } }),
    prepareForUpdate: (object, old) => nextGeneration(object, old),
    validateUpdate: (object, old) =>
      collectErrors((scope) => {
        const [now, before] = [object, old].map(
          ({ spec }) => (spec as { readonly controller?: string } | undefined)?.controller,
        );
        validateImmutable(now, before, at('spec', 'controller'), scope);
      }),
  },
});
