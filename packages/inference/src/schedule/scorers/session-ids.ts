import type { EndpointState } from '../../endpoint-state.ts';
import type { Filter, Policy, Scorer, Situation } from '../policy.ts';

/** How sessions are told apart, and how long each is remembered. */
export interface SessionIdOptions {
  /** Headers that hold a session's name; the first that a request has counts. */
  readonly headers: readonly string[];
  /** ms without a request. */
  readonly ttlMs: number;
  /** So many are remembered; the one used the longest ago is forgotten first. */
  readonly most?: number;
}

/** Where sessions are: they stay where their last request went (llm-d-router ebab687 sessionaffinity, `session_id`). */
export interface SessionIds {
  /** Their server 1, others 0; all 0 where none is known. */
  readonly scorer: Scorer;
  /** Their server alone, where it is among those that are left. */
  readonly filter: Filter;
  readonly sent: NonNullable<Policy['sent']>;
}

/** No session is known. It is of one replica of the picker: the token of `encoded_endpoint_header` is understood by all. */
export function createSessionIds({ headers, ttlMs, most = 100_000 }: SessionIdOptions): SessionIds {
  /** The one used the longest ago first. */
  const sessions = new Map<string, { readonly address: string; readonly at: number }>();
  const nameOf = ({ request }: Situation): string | undefined =>
    headers.map((header) => request.headers?.get(header)).find((value) => value !== undefined && value !== '');
  const placeOf = (situation: Situation, kept: readonly number[]): number | undefined => {
    const session = sessions.get(nameOf(situation) ?? '');
    if (!session || situation.now - session.at > ttlMs) return undefined;
    return kept.find((place) => addressAt(situation, place) === session.address);
  };
  return {
    scorer(situation, kept) {
      const own = placeOf(situation, kept);
      return kept.map((place) => (place === own ? 1 : 0));
    },
    filter(situation, kept) {
      const own = placeOf(situation, kept);
      return own === undefined ? kept : [own];
    },
    sent(situation, place) {
      const name = nameOf(situation);
      if (name === undefined) return;
      sessions.delete(name);
      sessions.set(name, { address: addressAt(situation, place), at: situation.now });
      for (const [first, { at }] of sessions) {
        if (sessions.size <= most && situation.now - at <= ttlMs) break;
        sessions.delete(first);
      }
    },
  };
}

function addressAt({ candidates }: Situation, place: number): string {
  return (candidates[place] as EndpointState).endpoint.address;
}
