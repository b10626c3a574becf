import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { firstGeneration, nextGeneration, statusRules } from '../rules/spec-and-status.ts';

/** FlowSchemas. */
export const flowSchemas: Resource = declare({
  group: 'flowcontrol.apiserver.k8s.io',
  plural: 'flowschemas',
  kind: 'FlowSchema',
  isNamespaced: false,
  rules: {
    setDefaults(object) {
      const spec = (object.spec ?? {}) as { readonly matchingPrecedence?: number };
      return { ...object, spec: { ...spec, matchingPrecedence: spec.matchingPrecedence || 1000 } };
    },
    prepareForCreate: (object) => firstGeneration(object),
    prepareForUpdate: (object, old) => nextGeneration(object, old),
  },
  subresources: { status: partOfObject(statusRules()) },
});
