import type { IncidentObject } from '../incident.ts';
import type { Observation } from '../observation.ts';
import type { Fact } from './fact.ts';
import { objectKey } from './object-key.ts';

/** A fact of which this is the first that was seen; it is in no incident yet. */
export function factOf(
  observation: Observation,
  known: Pick<Fact, 'key' | 'object' | 'subject' | 'blamed' | 'symptom'>,
): Fact {
  const { cluster, reason, class: meaning, seenAt: seen, until: last, count, message } = observation;
  const { key, object, subject, blamed, symptom } = known;
  return {
    key,
    cluster,
    object,
    subject,
    blamed,
    reason,
    severity: meaning?.severity ?? 'warning',
    symptom,
    first: firstOf(observation),
    seen,
    last,
    count,
    message: message.slice(0, MESSAGE),
    ended: undefined,
    newest: observation,
    isSpent: false,
    incident: undefined,
    because: undefined,
  };
}

/** What observations of one fact have in common. */
export function factKey({ cluster, reason, class: meaning }: Observation, object: IncidentObject): string {
  return `${cluster} ${objectKey(object)} ${reason} ${meaning?.subclass ?? ''}`;
}

/** What has ended and comes again is new; so is what was quiet for long, and what was no more than the cause of something over. */
export function isSame({ ended, last, isSpent, symptom }: Fact, { until }: Observation): boolean {
  if (isSpent && symptom === undefined) return false;
  return ended === undefined ? until - last < AGAIN_MS : until <= ended;
}

/** Adds what was seen of it again. */
export function seeAgain(fact: Fact, observation: Observation): void {
  fact.last = Math.max(fact.last, observation.until);
  fact.count += observation.count;
  fact.message = observation.message.slice(0, MESSAGE);
  fact.newest = observation;
  fact.isSpent = false;
}

/** `from` is exclusive where there was an occurrence before it. */
function firstOf({ from, until, count }: Observation): number {
  return count === 1 ? until : from;
}

const MESSAGE = 1_000;
const AGAIN_MS = 60 * 60_000;
