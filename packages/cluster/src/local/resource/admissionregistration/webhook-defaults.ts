import type { ApiObject } from '../../object/api-object.ts';

interface Webhook {
  readonly clientConfig?: { readonly service?: { readonly port?: number } };
  readonly rules?: readonly { readonly scope?: string }[];
}

/** What a webhook is unless it says otherwise (pkg/apis/admissionregistration/v1/defaults.go@1.36). */
export function withWebhookDefaults(object: ApiObject, more: Readonly<Record<string, unknown>>): ApiObject {
  const webhooks = object.webhooks as readonly Webhook[] | undefined;
  if (!webhooks) return object;
  return {
    ...object,
    webhooks: webhooks.map((webhook) => ({ ...OWN, ...more, ...withServicePort(webhook), rules: rulesOf(webhook) })),
  };
}

const OWN = {
  failurePolicy: 'Fail',
  matchPolicy: 'Equivalent',
  namespaceSelector: {},
  objectSelector: {},
  timeoutSeconds: 10,
};

function rulesOf({ rules = [] }: Webhook): readonly object[] {
  return rules.map((rule) => ({ ...rule, scope: rule.scope ?? '*' }));
}

function withServicePort(webhook: Webhook): Webhook {
  const { service } = webhook.clientConfig ?? {};
  if (!service) return webhook;
  return { ...webhook, clientConfig: { ...webhook.clientConfig, service: { ...service, port: service.port ?? 443 } } };
}
