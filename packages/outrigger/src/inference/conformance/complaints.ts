import type { Heard } from './connect-target.ts';
import { type AnyValue, headerSet, PHASES } from './wire/answer.ts';

/** The header, and the key in metadata, that tell the endpoint (GIE docs/proposals/004-endpoint-picker-protocol). */
export const DESTINATION = 'x-gateway-destination-endpoint';

/** The endpoints to which a request was sent, in order. */
export function endpointsOf({ answers }: Heard): readonly string[] {
  const value = destinationOf(answers);
  return value === undefined ? [] : value.split(',').map((each) => each.trim());
}

/** Complains when the request was not sent to an endpoint. */
export function notSent(heard: Heard): string | undefined {
  const [refusal] = heard.answers.flatMap(({ immediateResponse }) => immediateResponse ?? []);
  if (refusal) return `it was refused with ${refusal.status?.code}: ${textOf(refusal.body)}`;
  const value = destinationOf(heard.answers);
  if (value === undefined) return silence(heard) ?? `no answer set the header ${DESTINATION}`;
  const wrong = value.split(',').find((each) => !/^(\d+\.\d+\.\d+\.\d+|\[[0-9a-fA-F:.]+\]):\d+$/.test(each.trim()));
  return wrong === undefined ? undefined : `${JSON.stringify(wrong)} in ${DESTINATION} is not ip:port`;
}

/** Complains when the request was not answered at once with this status. */
export function notRefused(heard: Heard, codes: readonly number[]): string | undefined {
  const [refusal] = heard.answers.flatMap(({ immediateResponse }) => immediateResponse ?? []);
  const wanted = `an immediate response of ${codes.join(' or ')}`;
  if (!refusal) {
    const sent = destinationOf(heard.answers);
    return sent === undefined
      ? (silence(heard) ?? `${wanted} did not come`)
      : `it was sent to ${sent}; expected ${wanted}`;
  }
  const code = refusal.status?.code ?? 0;
  return codes.includes(code) ? undefined : `it was refused with ${code}; expected ${wanted}`;
}

/** Complains when metadata tells another endpoint than the header, or none. */
export function unlikeMetadata({ answers }: Heard): string | undefined {
  const header = destinationOf(answers);
  const values = answers.flatMap(({ dynamicMetadata }) => {
    const inner: AnyValue | undefined = dynamicMetadata?.fields?.['envoy.lb'];
    return inner?.structValue?.fields?.[DESTINATION]?.stringValue ?? [];
  });
  if (values.length === 0) return `no dynamic metadata envoy.lb/${DESTINATION}`;
  return values.every((each) => each === header)
    ? undefined
    : `metadata says ${values.join(' and ')}, the header ${header}`;
}

/** Complains when a body did not come back as a proxy needs it: small chunks, one end, in the last; the same bytes if given. */
export function badBody(
  heard: Heard,
  part: 'request' | 'response',
  expected?: Uint8Array,
  ends = 1,
): string | undefined {
  const chunks = chunksOf(heard, part);
  if (chunks.length === 0) return silence(heard) ?? `the ${part}'s body did not come back as streamed_response`;
  const longest = Math.max(...chunks.map(({ body }) => body?.length ?? 0));
  if (longest > MOST_CHUNK) return `a chunk of ${longest} bytes is longer than ${MOST_CHUNK}`;
  const told = chunks.filter(({ endOfStream }) => endOfStream).length;
  if (told !== ends) return `the end of the body was told ${told} times, not ${ends}`;
  if (ends === 1 && !chunks.at(-1)?.endOfStream) return 'chunks came after the end of the body';
  if (!expected) return undefined;
  const back = bodyOf(heard, part);
  if (Buffer.compare(back, expected) === 0) return undefined;
  const at = expected.findIndex((byte, index) => byte !== back[index]);
  return `${back.length} bytes came back of ${expected.length}; they differ at byte ${at < 0 ? expected.length : at}`;
}

/** The bytes of a body that came back. */
export function bodyOf(heard: Heard, part: 'request' | 'response'): Buffer {
  return Buffer.concat(chunksOf(heard, part).map(({ body }) => body ?? new Uint8Array(0)));
}

/** Complains when answers came in another order than headers, body, trailers, or a body whose headers were not answered. */
export function outOfOrder({ answers }: Heard): string | undefined {
  const phases = answers
    .map((answer) => PHASES.findIndex((name) => answer[name] !== undefined))
    .filter((at) => at >= 0);
  for (const [place, phase] of phases.entries()) {
    const name = PHASES[phase] as (typeof PHASES)[number];
    const before = phases[place - 1] ?? -1;
    if (phase < before) return `${name} was answered after ${PHASES[before]}`;
    if (phase === before && !name.endsWith('Body')) return `${name} was answered more than once`;
    const headers = name.startsWith('request') ? 'requestHeaders' : 'responseHeaders';
    if (!phases.slice(0, place + 1).includes(PHASES.indexOf(headers))) return `${name} was answered without ${headers}`;
  }
  return undefined;
}

/** The object that a body holds, if it is JSON. */
export function objectOf(body: Buffer): { readonly [name: string]: unknown } | undefined {
  try {
    return JSON.parse(body.toString()) as { readonly [name: string]: unknown };
  } catch {
    return undefined;
  }
}

/** The first complaint of several. */
export function firstOf(...complaints: readonly (string | undefined)[]): string | undefined {
  return complaints.find((each) => each !== undefined);
}

/** Why nothing was heard. */
function silence({ ended, late, answers }: Heard): string | undefined {
  if (late)
    return answers.length === 0 ? 'no answer came' : `only ${answers.length} answers came, and not what was waited for`;
  return ended === undefined ? undefined : `the stream ended with ${ended}`;
}

/** Envoy takes 64 KiB and no more; upstream leaves room for the rest of the message (GIE pkg/common/envoy/chunking.go). */
const MOST_CHUNK = 62_000;

function chunksOf({ answers }: Heard, part: 'request' | 'response') {
  return answers.flatMap(
    (each) => each[part === 'request' ? 'requestBody' : 'responseBody']?.response?.bodyMutation?.streamedResponse ?? [],
  );
}

function destinationOf(answers: Heard['answers']): string | undefined {
  for (const { requestHeaders, requestBody } of answers) {
    const value =
      headerSet(requestHeaders?.response?.headerMutation, DESTINATION) ??
      headerSet(requestBody?.response?.headerMutation, DESTINATION);
    if (value !== undefined) return value;
  }
  return undefined;
}

function textOf(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? [])
    .toString()
    .slice(0, 200)
    .trim();
}
