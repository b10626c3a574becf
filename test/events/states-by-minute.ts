import {
  classifyAll,
  createClassifier,
  createCorrelator,
  createSynthesiser,
  type Incident,
  type SynthesisedFrom,
  topologyFromChanges,
} from '@outrigger/events';

/** The states of the incidents that there are at a minute, the oldest first; `none` without one. */
export type States = Readonly<Record<number, string>>;

/** What becomes of a cluster whose objects change by the minute. */
export interface Played {
  /** At the minutes that were asked for. */
  readonly states: States;
  /** The minutes until which its incidents lasted. */
  readonly until: readonly number[];
}

/** 10:00; minutes count from it. */
export const START: number = Date.parse('2026-11-20T10:00:00Z');
export const MINUTE = 60_000;

/** Plays what changes at each minute, as the service follows a cluster, and looks twice a minute. */
export function statesByMinute(changesAt: (minute: number) => readonly SynthesisedFrom[], asked: States): Played {
  const topology = topologyFromChanges();
  const synthesiser = createSynthesiser({ cluster: 'c' });
  const correlator = createCorrelator({ topologyOf: () => topology });
  const classifier = createClassifier();
  const told = new Map<string, Incident>();
  const states: Record<number, string> = {};
  for (let minute = 0; minute <= Math.max(...Object.keys(asked).map(Number)); minute++) {
    const now = START + minute * MINUTE;
    const said = changesAt(minute).flatMap((change) => {
      topology.learn(change);
      return synthesiser.learn(change, now);
    });
    const { incidents } = correlator.correlate(classifyAll([...said, ...synthesiser.look(now)], classifier), now);
    for (const incident of [...incidents, ...correlator.correlate([], now + MINUTE / 2).incidents])
      told.set(incident.id, incident);
    if (asked[minute] !== undefined) states[minute] = [...told.values()].map(({ state }) => state).join() || 'none';
  }
  return { states, until: [...told.values()].map((incident) => Math.floor((incident.until - START) / MINUTE)) };
}
