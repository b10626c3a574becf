import type { Trial } from './check.ts';
import type { Conversation, Heard } from './connect-target.ts';
import type { AnyValue } from './wire/answer.ts';

/** A request, as a check wants it. */
export interface Asking {
  readonly body?: string | Uint8Array;
  /** In chunks of so many bytes; Envoy's are at most 64 KiB. */
  readonly chunk?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The subset in which to choose. */
  readonly subset?: AnyValue;
  /** How often the last chunk is sent. */
  readonly ends?: number;
  /** Ends with trailers. */
  readonly trailers?: boolean;
}

/** Asks for one request in full duplex, hears until its body has come back or it was refused, and ends the stream. */
export async function ask(trial: Trial, asking: Asking = {}): Promise<Heard> {
  const conversation = trial.target.open();
  sayRequest(trial, conversation, asking);
  const heard = await conversation.hear((answers) => answers.some((each) => isRequestOver(each)));
  conversation.end();
  return heard;
}

/** Waits until what a picker has still to say has come: so many ms, and for as long as another request takes. */
export async function settle(trial: Trial, ms: number): Promise<void> {
  await trial.pause(ms);
  await ask(trial);
}

/** Says a whole request. A hint of a subset stands in each of its messages, as Envoy 1.40 sends it: upstream's picker reads the last one's. */
export function sayRequest(trial: Trial, conversation: Conversation, asking: Asking = {}): void {
  const { chunk = 65_536, ends = 1, trailers = false, subset } = asking;
  const body = Buffer.from(asking.body ?? JSON.stringify({ model: trial.model, prompt: 'hello' }));
  sayHead(conversation, {
    method: 'POST',
    headers: { 'content-length': String(body.length), 'content-type': 'application/json', ...asking.headers },
    ...(subset && { subset }),
  });
  const count = Math.max(1, Math.ceil(body.length / chunk));
  for (let i = 0; i < count; i++) {
    const piece = { body: body.subarray(i * chunk, (i + 1) * chunk), endOfStream: !trailers && i === count - 1 };
    for (let time = 0; time < (i === count - 1 ? ends : 1); time++)
      conversation.say({ requestBody: piece, ...hintOf(subset) });
  }
  if (trailers)
    conversation.say({
      requestTrailers: { trailers: { headers: [{ key: 'x-end', rawValue: Buffer.from('1') }] } },
      ...hintOf(subset),
    });
}

/** Says the headers of a request. */
export function sayHead(
  conversation: Conversation,
  head: {
    readonly method: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly subset?: AnyValue;
    readonly endOfStream?: boolean;
  },
): void {
  const { method, headers, subset, endOfStream = false } = head;
  conversation.say({
    requestHeaders: {
      headers: headerMap({
        ':method': method,
        ':path': '/v1/completions',
        ':authority': 'conformance',
        ':scheme': 'http',
        'x-request-id': 'conformance',
        ...headers,
      }),
      endOfStream,
    },
    ...hintOf(subset),
    protocolConfig: { requestBodyMode: 4, responseBodyMode: 4 },
  });
}

function hintOf(subset: AnyValue | undefined): object {
  if (!subset) return {};
  const fields = { 'x-gateway-destination-endpoint-subset': subset };
  return { metadataContext: { filterMetadata: { 'envoy.lb.subset_hint': { fields } } } };
}

/** Headers as Envoy sends them: their values as bytes. */
export function headerMap(headers: Readonly<Record<string, string>>): object {
  return { headers: Object.entries(headers).map(([key, value]) => ({ key, rawValue: Buffer.from(value) })) };
}

/** A list of endpoints, as a subset hint. */
export function listOf(endpoints: readonly string[]): AnyValue {
  return { listValue: { values: endpoints.map((stringValue) => ({ stringValue })) } };
}

function isRequestOver({ immediateResponse, requestBody, requestTrailers }: Heard['answers'][number]): boolean {
  const isLast = requestBody?.response?.bodyMutation?.streamedResponse?.endOfStream === true;
  return immediateResponse !== undefined || requestTrailers !== undefined || isLast;
}
