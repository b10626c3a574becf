import type { PodEvent } from '../actions.ts';
import type { SeenEvent } from '../state.ts';
import type { Turn } from '../turn.ts';

/** Events allowed per object in one burst, and the time in ms after which one more is allowed (client-go events_cache.go). */
const BURST = 25;
const REFILL = 300_000;
/** So many different messages of an object with the same reason are folded into one Event, from the last of them on. */
const SIMILAR = 10;

/**
 * Counts an Event the way client-go's recorder does: the very same Event again raises its count, and an object that
 * says too much is cut short. Undefined when the recorder drops it.
 *
 * Source: k8s.io/client-go tools/record/events_cache.go at 1.36.2 (EventSourceObjectSpamFilter, EventAggregator).
 */
export function recordEvent(turn: Turn, event: Omit<PodEvent, 'at' | 'count'>): PodEvent | undefined {
  const seen = countedFor(turn.state.recorder.seen, event);
  seen.count++;
  if (!spend(turn, event.type)) return undefined;
  const message = seen.combined ? `(combined from similar events): ${event.message}` : event.message;
  return { at: turn.now, type: event.type, reason: event.reason, message, field: event.field, count: seen.count };
}

/** The Event that this one is counted for: itself, or the one that stands for all further messages of its reason. */
function countedFor(seen: SeenEvent[], { type, reason, field, message }: Omit<PodEvent, 'at' | 'count'>): SeenEvent {
  // A list and no table: a reason has nine messages of its own at most, and a key would have to be built each time.
  let similar = 1;
  let combined: SeenEvent | undefined;
  for (const old of seen) {
    if (old.reason !== reason) continue;
    if (old.combined) {
      if (old.type === type) combined = old;
    } else if (old.field === field && old.message === message) return old;
    else if (old.type === type) similar++;
  }
  if (combined) return combined;
  const made = { type, reason, field, message, combined: similar >= SIMILAR, count: 0 };
  seen.push(made);
  return made;
}

/** A token bucket per object (and type, in newer versions): does it hold one more Event? */
function spend(turn: Turn, type: PodEvent['type']): boolean {
  const { budgets } = turn.state.recorder;
  const key = turn.kubelet.limits.eventBudgetPerType ? type : 'any';
  const budget = budgets[key] ?? { tokens: BURST, at: turn.now };
  const tokens = Math.min(BURST, budget.tokens + (turn.now - budget.at) / REFILL);
  const allowed = tokens >= 1;
  budgets[key] = { tokens: allowed ? tokens - 1 : tokens, at: turn.now };
  return allowed;
}
