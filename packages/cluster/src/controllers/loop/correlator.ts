import type { Said } from '../plan.ts';

/** What is written of an Event. */
export interface Counted {
  /** The same for Events that are one object. */
  readonly id: string;
  readonly count: number;
  readonly message: string;
}

/**
 * Counts Events as client-go's recorder does: the very same one again raises its count, from the tenth message of one reason
 * on they are folded into one, and an object of which too much is said is cut short, which gives undefined
 * (k8s.io/client-go tools/record/events_cache.go@1.36: EventSourceObjectSpamFilter, EventAggregator).
 */
export function createCorrelator(): (said: Said, now: number) => Counted | undefined {
  const budgets = new Map<string, { tokens: number; at: number }>();
  const similar = new Map<string, { messages: Set<string>; at: number }>();
  const counts = new Map<string, number>();

  function spend(key: string, now: number): boolean {
    const { tokens, at } = budgets.get(key) ?? { tokens: BURST, at: now };
    const left = Math.min(BURST, tokens + (now - at) / REFILL);
    remember(budgets, key, { tokens: left >= 1 ? left - 1 : left, at: now });
    return left >= 1;
  }

  function isOneOfMany(key: string, message: string, now: number): boolean {
    const known = similar.get(key);
    const messages = known === undefined || now - known.at > SIMILAR_MS ? new Set<string>() : known.messages;
    messages.add(message);
    remember(similar, key, { messages, at: now });
    return messages.size >= SIMILAR;
  }

  return ({ about, type, reason, message }, now) => {
    const object = `${about.kind}/${about.metadata?.namespace}/${about.metadata?.name}/${about.metadata?.uid}`;
    const group = `${object}/${type}/${reason}`;
    const isFolded = isOneOfMany(group, message, now);
    const id = isFolded ? group : `${group}/${message}`;
    const count = (counts.get(id) ?? 0) + 1;
    remember(counts, id, count);
    if (!spend(`${object}/${type}`, now)) return undefined;
    return { id, count, message: isFolded ? `(combined from similar events): ${message}` : message };
  };
}

const BURST = 25;
const REFILL = 300_000;
const SIMILAR = 10;
const SIMILAR_MS = 600_000;
const MOST_REMEMBERED = 4096;

/** Maps remember the order of insertion: what was not said for the longest time is forgotten first. */
function remember<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > MOST_REMEMBERED) map.delete(map.keys().next().value ?? '');
}
