import type { ApiAnswer } from '../answer/api-answer.ts';
import { jsonAnswer } from '../answer/json-answer.ts';
import { forbidden, methodNotSupported, type Refusal, refusal } from '../answer/refusal.ts';
import type { ApiRequest, User } from '../request/api-request.ts';
import type { RequestInfo } from '../request/request-info.ts';
import type { Store } from '../store/store.ts';
import { seeded } from './chance.ts';
import type { Fault, Misbehaviour } from './misbehaviour.ts';
import { readMisbehaviours } from './read-misbehaviours.ts';
import { spoil } from './spoil.ts';

/** A server's faults: set while it runs, by who has it in hand or by requests of admins. */
export interface Misbehaving {
  /** Takes the place of all that was set before. */
  readonly set: (misbehaviours: readonly Misbehaviour[]) => void;
  /** Answers requests to `/outrigger/misbehave`: GET, PUT of one or a list of them, DELETE. */
  readonly control: (request: ApiRequest, user: User) => ApiAnswer;
  /** Answers a request, well or not. */
  readonly around: (
    asked: { readonly request: ApiRequest; readonly info: RequestInfo; readonly user: User },
    answer: () => Promise<ApiAnswer>,
  ) => Promise<ApiAnswer>;
}

/** Where faults are set over HTTP. */
export const MISBEHAVE_PATH = '/outrigger/misbehave';

/** A server that behaves until it is told otherwise. */
export function createMisbehaving(tools: {
  readonly store: Store;
  readonly random: () => number;
  readonly delay: (ms: number, signal?: AbortSignal) => Promise<void>;
}): Misbehaving {
  let armed: readonly Armed[] = [];
  const set = (misbehaviours: readonly Misbehaviour[]): void => {
    armed = misbehaviours.map((fault) => ({
      fault,
      draw: fault.when?.seed === undefined ? tools.random : seeded(fault.when.seed),
      left: fault.when?.times ?? Number.POSITIVE_INFINITY,
    }));
  };
  return {
    set,
    control({ method, body }, user) {
      if (!user.groups.includes('system:masters')) throw forbiddenTo(user, method);
      if (method === 'PUT') set(readMisbehaviours(new TextDecoder().decode(body)));
      else if (method === 'DELETE') set([]);
      else if (method !== 'GET') throw methodNotSupported();
      return jsonAnswer(
        200,
        armed.map(({ fault }) => fault),
      );
    },
    async around({ request, info, user }, answer) {
      let run = answer;
      for (const one of armed) {
        if (!isMeant(one, info, user)) continue;
        one.left--;
        run = spoiled(one.fault, { request, run, isWatch: info.isResource && info.verb === 'watch' });
      }
      return await run();
    },
  };

  function spoiled(
    fault: Fault,
    { request, run, isWatch }: { request: ApiRequest; run: () => Promise<ApiAnswer>; isWatch: boolean },
  ): () => Promise<ApiAnswer> {
    const { signal } = request;
    switch (fault.act) {
      case 'compact':
        tools.store.compact(tools.store.version());
        return run;
      case 'slow':
        return async () => {
          await tools.delay(fault.ms, signal);
          return spoil(await run(), fault, { signal, delay: tools.delay });
        };
      case 'refuse':
        if (isWatch && fault.inStream === true) {
          return async () => spoil(await run(), { ...fault, refusal: refused(fault) }, { signal, delay: tools.delay });
        }
        throw refused(fault);
      case 'end':
        return async () => (isWatch ? spoil(await run(), fault, { signal, delay: tools.delay }) : run());
      default:
        return async () => spoil(await run(), fault, { signal, delay: tools.delay });
    }
  }
}

interface Armed {
  readonly fault: Misbehaviour;
  readonly draw: () => number;
  left: number;
}

function isMeant({ fault: { when = {} }, draw, left }: Armed, info: RequestInfo, user: User): boolean {
  const { verbs, resources, users, probability = 1 } = when;
  if (left <= 0 || !info.isResource) return false;
  const isAbout =
    (verbs?.includes(info.verb) ?? true) &&
    (resources?.includes(info.resource) ?? true) &&
    (users?.includes(user.username) ?? true);
  return isAbout && (probability >= 1 || draw() < probability);
}

/** In the words that the real server has for it. */
function refused({ code, retryAfterSeconds = 1 }: Extract<Fault, { act: 'refuse' }>): Refusal {
  const headers = { 'retry-after': String(retryAfterSeconds) };
  switch (code) {
    case 410:
      return refusal(410, 'Expired', 'The resourceVersion for the provided watch is too old.');
    case 429: {
      const words = 'Too many requests, please try again later.';
      return refusal(429, 'TooManyRequests', words, { retryAfterSeconds }, headers);
    }
    case 500:
      return refusal(500, 'InternalError', 'Internal error occurred: etcdserver: request timed out', {
        causes: [{ message: 'etcdserver: request timed out' }],
      });
    case 503:
      return refusal(503, 'ServiceUnavailable', 'the server is currently unable to handle the request', {}, headers);
    case 504:
      return refusal(504, 'Timeout', 'Timeout: request did not complete within the allotted timeout', {});
  }
}

function forbiddenTo({ username }: User, method: string): Refusal {
  const where = { group: '', plural: '' };
  return forbidden(where, '', `User "${username}" cannot ${method.toLowerCase()} path "${MISBEHAVE_PATH}"`);
}
