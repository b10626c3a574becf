import { isSame } from '../../object/is-same.ts';
import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { collectErrors } from '../rules/collect-errors.ts';
import { nextGeneration } from '../rules/spec-and-status.ts';
import { validateWebhooks } from './validate-webhooks.ts';
import { withWebhookDefaults } from './webhook-defaults.ts';

/** ValidatingWebhookConfigurations (pkg/apis/admissionregistration/v1/defaults.go@1.36). */
export const validatingWebhookConfigurations: Resource = declare({
  group: 'admissionregistration.k8s.io',
  plural: 'validatingwebhookconfigurations',
  kind: 'ValidatingWebhookConfiguration',
  isNamespaced: false,
  categories: ['api-extensions'],
  rules: {
    setDefaults: (object) => withWebhookDefaults(object, {}),
    prepareForCreate: (object) => ({ ...object, metadata: { ...object.metadata, generation: 1 } }),
    validate: (object) => collectErrors((scope) => validateWebhooks(object, scope)),
    validateUpdate: (object) => collectErrors((scope) => validateWebhooks(object, scope)),
    prepareForUpdate: (object, old) => nextGeneration(object, old, !isSame(object.webhooks, old.webhooks)),
  },
});
