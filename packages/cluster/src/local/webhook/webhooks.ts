import type { Plugin } from '../admission/plugin.ts';
import { refusal } from '../answer/refusal.ts';
import type { ApiObject } from '../object/api-object.ts';
import { isSameJson } from '../object/is-same-json.ts';
import { applyOperation } from '../patch/json-operation.ts';
import { isMap, type JsonMap, type JsonValue } from '../patch/json-value.ts';
import type { AdmissionAttempt } from '../world.ts';
import { callWebhook, type WebhookAnswer } from './call-webhook.ts';
import { type Webhook, webhooksOf } from './webhook.ts';

/** MutatingWebhookConfigurations and ValidatingWebhookConfigurations (apiserver pkg/admission/plugin/webhook@1.36). */
export const webhooks: Plugin = {
  async mutate(attempt) {
    if (isOwn(attempt)) return attempt.object;
    const all = webhooksOf(attempt.context, 'mutatingwebhookconfigurations');
    let { object } = attempt;
    /** Who was asked before somebody else has changed the object, and wants to be asked again then. */
    const again = new Set<Webhook>();
    const asked: Webhook[] = [];
    for (const webhook of all) {
      const answer = await callWebhook(webhook, { ...attempt, object }, true);
      if (answer === undefined) continue;
      const patched = patchedBy(webhook, answer, { ...attempt, object });
      if (!isSameJson(patched, object))
        for (const one of asked) if (one.reinvocationPolicy === 'IfNeeded') again.add(one);
      object = patched;
      asked.push(webhook);
    }
    for (const webhook of all) {
      if (!again.has(webhook)) continue;
      const answer = await callWebhook(webhook, { ...attempt, object }, true);
      if (answer !== undefined) object = patchedBy(webhook, answer, { ...attempt, object });
    }
    return object;
  },
  async validate(attempt) {
    if (isOwn(attempt)) return;
    const all = webhooksOf(attempt.context, 'validatingwebhookconfigurations');
    await Promise.all(all.map((webhook) => callWebhook(webhook, attempt, false)));
  },
};

/** Nobody is locked out of his own webhooks. */
function isOwn({ resource }: AdmissionAttempt): boolean {
  return resource.group === 'admissionregistration.k8s.io' && /^(validating|mutating)/.test(resource.plural);
}

/** An object after the JSON patch of a webhook, with the defaults of its kind. */
function patchedBy(
  { name }: Webhook,
  { patch, patchType }: WebhookAnswer,
  { object, resource, operation }: AdmissionAttempt,
): ApiObject {
  const operations = patch ? (readPatch(name, patch) as readonly JsonMap[]) : [];
  if (operations.length === 0) return object;
  if (patchType !== 'JSONPatch') throw internal(`unsupported patch type ${JSON.stringify(patchType ?? '')}`);
  if (operation === 'delete') {
    throw internal(
      `admission webhook ${JSON.stringify(name)} attempted to modify the object, which is not supported for this operation`,
    );
  }
  let value: JsonValue | undefined = object as JsonMap;
  for (const one of operations) {
    value = value === undefined ? undefined : applyOperation(value, one);
    if (value === undefined)
      throw internal(
        `${String(one.op)} operation does not apply: doc is missing path: ${String(one.path)}: missing value`,
      );
  }
  if (!isMap(value)) throw internal('the patched object is none');
  const known = resource.custom?.prune(value as ApiObject).object ?? (value as ApiObject);
  return resource.rules.setDefaults?.(known) ?? known;
}

function readPatch(name: string, patch: string): unknown {
  try {
    return JSON.parse(Buffer.from(patch, 'base64').toString());
  } catch {
    throw internal(`failed calling webhook ${JSON.stringify(name)}: received undecodable patch in webhook response`);
  }
}

function internal(why: string) {
  return refusal(500, 'InternalError', `Internal error occurred: ${why}`, { causes: [{ message: why }] });
}
