import type { Ask, Flight, Go, Stop, Verdict } from '../answer/verdict.ts';
import type { GuardedSituation } from '../eject/ejected-endpoint.ts';
import type { Ejecting } from '../eject/keep-ejecting.ts';
import type { EndpointState } from '../endpoint-state.ts';
import type { InferenceRequest } from '../inference-request.ts';
import type { EndpointBook } from '../measure/endpoint-book.ts';
import { TOKEN_BYTES } from '../prefix/hash-prefix.ts';
import type { PrefixChain } from '../prefix/prefix-chain.ts';
import type { PrefixIndex } from '../prefix/prefix-index.ts';
import { PREFILL_HEADER } from '../schedule/policies/disaggregated.ts';
import type { Chosen, Policy, Situation } from '../schedule/policy.ts';
import { candidatesOf } from './candidates-of.ts';
import type { ModelBook, Purpose } from './model-book.ts';

/** What a picker is made of. */
export interface PickerWorld {
  readonly book: EndpointBook;
  readonly models: () => ModelBook;
  readonly policy: Policy;
  readonly prefixes: PrefixIndex;
  /** Leaves out endpoints that fail; without it none is left out. */
  readonly ejecting?: Ejecting | undefined;
  /** May the request go now? A promise while it waits for its turn; a stop when it may not. */
  readonly admit: (request: InferenceRequest, signal: AbortSignal) => Stop | undefined | Promise<Stop | undefined>;
  readonly random: () => number;
  readonly now: () => number;
  /** Requests go there now: whoever measures may want to know. */
  readonly picked?: (pick: Picked) => void;
}

/** A choice that was made. */
export interface Picked {
  readonly request: InferenceRequest;
  readonly to: EndpointState;
  /** Tokens of the prompt that it is thought to hold. */
  readonly cachedTokens: number;
}

/** Answers what is asked: which model, may it go, where to. */
export function createPicker(world: PickerWorld): (ask: Ask) => Verdict | Promise<Verdict> {
  return (ask) => {
    const { book, models, random } = world;
    if (ask.body && ask.body.model === undefined)
      return { status: 400, message: 'the body names no model: a string "model" is needed' };
    const asked = ask.body?.model ?? '';
    const purpose = models().purposeOf(asked, ask.headers, random);
    if ('status' in purpose) return purpose;
    // A proxy that allows others only is answered at once; a whole pool without endpoints may get some while the request waits.
    if (ask.subset && candidatesOf(book.up(), ask.subset).length === 0) return noEndpoints(ask);
    const request = requestOf(ask, asked, purpose);
    const admitted = world.admit(request, ask.signal);
    if (admitted instanceof Promise) return admitted.then((stop) => stop ?? choose(world, ask, request));
    return admitted ?? choose(world, ask, request);
  };
}

function choose(world: PickerWorld, ask: Ask, request: InferenceRequest): Verdict {
  const { book, policy, prefixes, ejecting, random, now } = world;
  // Again, for endpoints may have come and gone while the request waited.
  const allowed = candidatesOf(book.up(), ask.subset);
  if (allowed.length === 0) return noEndpoints(ask);
  const candidates = ejecting ? ejecting.fit(allowed) : allowed;
  const { prefix } = request;
  const cached = prefixes.matchedTokens(candidates, prefix);
  const situation: GuardedSituation = {
    ...{ request, candidates, cached, random, now: now() },
    leftOut: ejecting && (() => ejecting.leftOut(allowed)),
  };
  const choice = policy.choose(situation);
  if ('refused' in choice) return choice.refused === 'none-fits' ? NONE_FITS : SATURATED;
  const first = choice.chosen[0] as number;
  const to = candidates[first] as EndpointState;
  const cachedTokens = cached[first] as number;
  policy.sent?.(situation, first);
  world.picked?.({ request, to, cachedTokens });
  return {
    to: choice.chosen.map((place) => (candidates[place] as EndpointState).endpoint.address),
    ...(request.target !== request.model && { model: request.target }),
    ...headersFor(ask, choice),
    ...(choice.scores && { scores: choice.scores }),
    ...(choice.responseHeaders && { responseHeaders: choice.responseHeaders }),
    flight: flightOf(world, request, { to, cached: cachedTokens }, lessonOf(policy, situation, first, ask)),
  };
}

/**
 * What the policy tells the server, and nothing that the client tells it in the policy's place: a sidecar calls whom these headers
 * name. Upstream deletes them (llm-d-router ebab687 disagg/disagg_headers_handler.go: PreRequest); an empty value names nobody.
 */
function headersFor({ headers }: Ask, { headers: own = [] }: Chosen): Pick<Go, 'headers'> {
  const forged = STEERED.filter((name) => headers.has(name) && !own.some(([each]) => each === name));
  if (own.length + forged.length === 0) return {};
  return { headers: [...own, ...forged.map((name) => [name, ''] as const)] };
}

const STEERED = [PREFILL_HEADER, 'x-encoder-hosts-ports', 'x-kv-cache-source-host-port'];

function flightOf(
  { book, prefixes, ejecting, now }: PickerWorld,
  request: InferenceRequest,
  { to, cached }: { readonly to: EndpointState; readonly cached: number },
  { took, eachTook }: Lesson,
): Flight {
  const sentAt = now();
  const { prefix, promptTokens, maxTokens } = request;
  const { address } = to.endpoint;
  const sent = book.send(to, {
    prefillTokens: Math.max(0, promptTokens - cached),
    tokens: promptTokens + Math.min(maxTokens ?? GUESSED_OUTPUT, GUESSED_OUTPUT),
  });
  if (prefix.blocks > 0) prefixes.sent(address, prefix);
  const there = ejecting?.sent(address);
  let firstAt: number | undefined;
  let tokens = 0;
  return {
    answering(status, served) {
      sent.answering();
      there?.answered(status, served);
      // A server that fails fails fast.
      if (status !== undefined && status >= 400) return;
      firstAt = now();
      took?.(firstAt - sentAt);
    },
    usage({ cachedTokens, completionTokens }) {
      tokens = completionTokens;
      // In the same blocks as were expected: a server counts in smaller ones and tells more of them.
      if (cachedTokens !== undefined)
        prefixes.told(address, cachedTokens / prefix.blockTokens, cached / prefix.blockTokens);
    },
    ended(status, served) {
      sent.ended();
      there?.answered(status, served);
      there?.ended();
      if (eachTook && firstAt !== undefined && tokens > 1) eachTook((now() - firstAt) / (tokens - 1));
      firstAt = undefined;
    },
  };
}

/** What a policy learns of an answer: that of a request that is not streamed comes at once, and says nothing of its first token. */
function lessonOf(policy: Policy, situation: Situation, place: number, { body }: Ask): Lesson {
  if (!body?.stream) return NO_LESSON;
  return { took: policy.watch?.(situation, place), eachTook: policy.watchTokens?.(situation, place) };
}

interface Lesson {
  readonly took?: ((ms: number) => void) | undefined;
  readonly eachTook?: ((ms: number) => void) | undefined;
}

const NO_LESSON: Lesson = {};

/** Tokens of an answer of which nobody knows the length. */
const GUESSED_OUTPUT = 256;

function requestOf(ask: Ask, model: string, purpose: Purpose): InferenceRequest {
  let chain: PrefixChain | undefined;
  return {
    id: ask.headers.get('x-request-id') ?? '',
    model,
    ...purpose,
    promptTokens: Math.ceil((ask.body?.promptBytes ?? 0) / TOKEN_BYTES),
    maxTokens: ask.body?.maxTokens,
    headers: ask.headers,
    get prefix() {
      chain ??= ask.prefix.chain(purpose.target);
      return chain;
    },
  };
}

function noEndpoints({ subset }: Ask): Stop {
  return {
    status: 503,
    reason: 'rejected-no-endpoints',
    message: subset ? 'no ready endpoint is among those the proxy allows' : 'the pool has no ready endpoint',
  };
}

const SATURATED: Stop = {
  status: 429,
  reason: 'rejected-saturated',
  message: 'the pool has no room for requests that may be shed',
};

const NONE_FITS: Stop = {
  status: 503,
  reason: 'rejected-no-endpoints',
  message: 'no ready endpoint fits the request: a filter of the policy left none',
};
