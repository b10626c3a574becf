import type { PodEvent } from '../actions.ts';
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
  const { counts } = turn.state.recorder;
  let { message } = event;
  let key = `${event.field ?? ''}|${event.reason}|${message}`;
  let count = counts[key];
  if (count === undefined) {
    const group = `${event.type}|${event.reason}`;
    const similar = (counts[group] ?? 0) + 1;
    counts[group] = similar;
    if (similar >= SIMILAR) {
      message = `(combined from similar events): ${message}`;
      key = `${group}|(combined)`;
      count = counts[key];
    }
  }
  count = (count ?? 0) + 1;
  counts[key] = count;
  if (!spend(turn, event.type)) return undefined;
  return { at: turn.now, type: event.type, reason: event.reason, message, field: event.field, count };
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
