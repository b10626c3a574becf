import { dnsLabelProblems } from '@outrigger/pod';
import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { validateImmutable } from '../rules/field-checks.ts';

/** RuntimeClasses (pkg/apis/node/validation@1.36). */
export const runtimeClasses: Resource = declare({
  group: 'node.k8s.io',
  plural: 'runtimeclasses',
  kind: 'RuntimeClass',
  isNamespaced: false,
  rules: {
    isCreatedByUpdate: true,
    validate: (object) =>
      collectErrors(({ errors }) => {
        const handler = String(object.handler ?? '');
        if (handler === '') errors.required(at('handler'));
        else errors.invalidEach(at('handler'), handler, dnsLabelProblems(handler));
      }),
    validateUpdate: (object, old) =>
      collectErrors((scope) => validateImmutable(object.handler, old.handler, at('handler'), scope)),
  },
});
