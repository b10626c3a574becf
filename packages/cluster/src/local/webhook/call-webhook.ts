import { Agent, fetch } from 'undici';
import { denied } from '../admission/plugin.ts';
import type { Status } from '../answer/api-answer.ts';
import { Refusal, refusal } from '../answer/refusal.ts';
import type { AdmissionAttempt } from '../world.ts';
import { admissionRequest } from './admission-request.ts';
import { conditionsHold, variablesOf } from './match-conditions.ts';
import { matches } from './matching.ts';
import type { Webhook } from './webhook.ts';
import { urlOf } from './webhook-address.ts';

/** What a webhook says (admission/v1 AdmissionResponse). */
export interface WebhookAnswer {
  readonly uid?: string;
  readonly allowed?: boolean;
  readonly status?: Partial<Status>;
  readonly warnings?: readonly string[];
  readonly patchType?: string;
  /** In base64. */
  readonly patch?: string;
}

/** Asks a webhook, where it is to be asked; undefined where it is not, or where it fails and that is to be ignored (webhook/validating/dispatcher.go@1.36). */
export async function callWebhook(
  webhook: Webhook,
  attempt: AdmissionAttempt,
  mayPatch: boolean,
): Promise<WebhookAnswer | undefined> {
  const {
    name,
    rules = [],
    failurePolicy = 'Fail',
    namespaceSelector = {},
    objectSelector = {},
    sideEffects,
    matchConditions = [],
  } = webhook;
  if (!matches(attempt, { resourceRules: rules, namespaceSelector, objectSelector })) return undefined;
  try {
    const conditions =
      matchConditions.length === 0 ? { holds: true } : conditionsHold(matchConditions, variablesOf(attempt));
    if ('failure' in conditions) {
      if (failurePolicy === 'Ignore') return undefined;
      throw denied(attempt, conditions.failure);
    }
    if (!conditions.holds) return undefined;
    if (attempt.context.isDryRun && sideEffects !== 'None' && sideEffects !== 'NoneOnDryRun') {
      throw refusal(400, 'BadRequest', `admission webhook ${JSON.stringify(name)} does not support dry run`);
    }
    const answer = await ask(webhook, attempt, mayPatch);
    for (const text of answer.warnings ?? []) attempt.context.warn?.(text);
    if (answer.allowed) return answer;
    throw deniedBy(name, answer.status);
  } catch (error) {
    if (!(error instanceof WebhookFailure)) throw error;
    if (failurePolicy === 'Ignore') return undefined;
    const why = `failed calling webhook ${JSON.stringify(name)}: ${error.message}`;
    throw refusal(500, 'InternalError', `Internal error occurred: ${why}`, { causes: [{ message: why }] });
  }
}

/** A webhook that could not be asked, or that has answered nonsense. */
class WebhookFailure extends Error {}

async function ask(
  { clientConfig = {}, timeoutSeconds = 10 }: Webhook,
  attempt: AdmissionAttempt,
  mayPatch: boolean,
): Promise<WebhookAnswer> {
  const uid = crypto.randomUUID();
  const { url, serverName, problem } = urlOf(clientConfig, attempt.context, timeoutSeconds);
  if (problem !== undefined)
    throw new WebhookFailure(`failed to call webhook: Post ${JSON.stringify(url)}: ${problem}`);
  const review = {
    kind: 'AdmissionReview',
    apiVersion: 'admission.k8s.io/v1',
    request: admissionRequest(attempt, uid),
  };
  const ca = clientConfig.caBundle ? Buffer.from(clientConfig.caBundle, 'base64').toString() : undefined;
  const dispatcher = new Agent({ connect: { ...(ca && { ca }), ...(serverName && { servername: serverName }) } });
  try {
    const response = await fetch(url, {
      method: 'POST',
      dispatcher,
      headers: { 'content-type': 'application/json', accept: 'application/json, */*' },
      body: JSON.stringify(review),
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    });
    const text = await response.text();
    if (!response.ok) throw new WebhookFailure(`failed to call webhook: ${serverWords(response.status, text)}`);
    return answerIn(text, uid, mayPatch);
  } catch (error) {
    if (error instanceof WebhookFailure) throw error;
    throw new WebhookFailure(`failed to call webhook: Post ${JSON.stringify(url)}: ${causeOf(error)}`);
  } finally {
    await dispatcher.close();
  }
}

/** client-go rest/request.go newUnstructuredResponseError@1.36. */
function serverWords(status: number, text: string): string {
  if (status >= 500) {
    const said = text.trim() === '' ? 'unknown' : text.trim();
    return `an error on the server (${JSON.stringify(said)}) has prevented the request from succeeding`;
  }
  return status === 404
    ? 'the server could not find the requested resource'
    : `the server responded with the status code ${status} but did not return more information`;
}

/** VerifyAdmissionResponse in webhook/request/admissionreview.go@1.36. */
function answerIn(text: string, uid: string, mayPatch: boolean): WebhookAnswer {
  let review: { readonly kind?: string; readonly apiVersion?: string; readonly response?: WebhookAnswer };
  try {
    review = JSON.parse(text) as typeof review;
  } catch {
    const type =
      'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
    const why = `json parse error: json: cannot unmarshal string into Go value of type ${type}`;
    throw new WebhookFailure(`failed to call webhook: couldn't get version/kind; ${why}`);
  }
  const { kind = '', apiVersion = '', response } = review;
  if (kind !== 'AdmissionReview' || apiVersion !== 'admission.k8s.io/v1') {
    const scheme = 'k8s.io/apiserver/pkg/util/webhook/client.go:71';
    throw new WebhookFailure(
      `failed to call webhook: no kind "${kind}" is registered for version "${apiVersion}" in scheme "${scheme}"`,
    );
  }
  if (response === undefined)
    throw new WebhookFailure('received invalid webhook response: webhook response was absent');
  if (response.uid !== uid) {
    throw new WebhookFailure(
      `received invalid webhook response: expected response.uid=${JSON.stringify(uid)}, got ${JSON.stringify(response.uid ?? '')}`,
    );
  }
  if (response.patch && !mayPatch) {
    throw new WebhookFailure('received invalid webhook response: validating webhook may not return response.patch');
  }
  if (response.patch && !response.patchType) {
    throw new WebhookFailure(
      'received invalid webhook response: webhook returned response.patch but not response.patchType',
    );
  }
  return response;
}

/** What is wrong with a connection, as Go says it. */
function causeOf(error: unknown): string {
  const { name, cause } = error as {
    readonly name?: string;
    readonly cause?: {
      readonly code?: string;
      readonly message?: string;
      readonly address?: string;
      readonly port?: number;
    };
  };
  if (name === 'TimeoutError') return 'context deadline exceeded';
  const { code, message, address, port } = cause ?? {};
  if (code === 'ECONNREFUSED')
    return `dial tcp ${address?.includes(':') ? `[${address}]` : address}:${port}: connect: connection refused`;
  if (code === 'ENOTFOUND') return `dial tcp: lookup ${/ENOTFOUND (\S+)/.exec(message ?? '')?.[1]}: no such host`;
  if (/SELF_SIGNED|UNABLE_TO_VERIFY|CERT_/.test(code ?? '')) {
    return 'tls: failed to verify certificate: x509: certificate signed by unknown authority';
  }
  return message ?? (error instanceof Error ? error.message : String(error));
}

/** A denial in the webhook's words (webhook/errors/statuserror.go ToStatusErr@1.36). */
function deniedBy(name: string, given: Partial<Status> = {}): Refusal {
  const by = `admission webhook ${JSON.stringify(name)} denied the request`;
  const { message = '', reason = '', code = 0 } = given;
  const words = message !== '' ? `${by}: ${message}` : reason !== '' ? `${by}: ${reason}` : `${by} without explanation`;
  const status = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    ...given,
    status: 'Failure',
    message: words,
  } as Status;
  return new Refusal({ ...status, code: code < 400 ? 400 : code });
}
