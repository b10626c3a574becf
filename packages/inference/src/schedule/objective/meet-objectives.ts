import { isSheddable } from '../../admit/criticality.ts';
import type { EndpointState } from '../../endpoint-state.ts';
import type { Policy, Reason, Situation } from '../policy.ts';
import { createLatencyOutlook, type LatencyOutlook, OUTLOOK_SIZE } from './latency-outlook.ts';
import { objectiveOf, type RequestObjective } from './request-objective.ts';

/**
 * The same policy; a request that says how long its answer may take goes to one of the servers that are expected to keep to it, where
 * there are any. Where there are none, it goes as any other, unless it may be shed: then it is refused, for it would be
 * late anyway – except where a server is idle or its cache is empty, for what is expected of those is uncertain.
 *
 * Source: llm-d-router ebab687 filter/sloheadroomtier and requestcontrol/admitter/latencyslo. Upstream lets one request of a hundred
 * go where it will be late, for such servers to recover; here servers are known by all other requests, too.
 */
export function meetObjectives(
  policy: Policy,
  outlook: LatencyOutlook = createLatencyOutlook(),
  { narrows, refuses }: ObjectiveRules = { narrows: true, refuses: true },
): Policy {
  const memory = memoryOf(policy, outlook);
  return {
    ...policy,
    choose(situation) {
      const objective = objectiveOf(situation.request.headers);
      if (!objective || !(narrows || refuses)) return policy.choose(situation);
      const every = situation.candidates.map((_, place) => place);
      const meeting = every.filter((place) => meets(outlook, objective, situation, place));
      situation.tell?.({ by: 'expected in time', kept: meeting });
      if (
        refuses &&
        meeting.length === 0 &&
        isSheddable(situation.request.priority) &&
        !situation.candidates.some(isUncertain)
      )
        return { refused: 'saturated' };
      if (!narrows || meeting.length === 0 || meeting.length === every.length) return policy.choose(situation);
      const choice = policy.choose(narrowed(situation, meeting));
      return 'refused' in choice ? choice : { ...choice, chosen: choice.chosen.map((at) => meeting[at] as number) };
    },
    watch(situation, place) {
      const [own, theirs] = [outlook.watch(situation, place), policy.watch?.(situation, place)];
      return (tookMs) => {
        own(tookMs);
        theirs?.(tookMs);
      };
    },
    watchTokens: outlook.watchTokens,
    memory,
  };
}

/** What becomes of requests that say how long they may take. */
export interface ObjectiveRules {
  /** They go to servers that are expected to be in time. */
  readonly narrows: boolean;
  /** Sheddable ones that nobody is expected to answer in time are refused. */
  readonly refuses: boolean;
}

/** Is a server expected to keep to it? */
function meets(
  outlook: LatencyOutlook,
  { ttftMs, tpotMs }: RequestObjective,
  situation: Situation,
  place: number,
): boolean {
  const expected = outlook.expect(situation, place);
  return (
    expected.ttftMs <= (ttftMs ?? Number.POSITIVE_INFINITY) && expected.tpotMs <= (tpotMs ?? Number.POSITIVE_INFINITY)
  );
}

/** Idle, or cold: less than 2 % of its cache is in use (latencyslo/plugin.go). */
function isUncertain({ measured, inFlight }: EndpointState): boolean {
  if (!measured) return true;
  return measured.kvUsage < 0.02 || (measured.running === 0 && inFlight.requests === 0);
}

function narrowed(situation: Situation, places: readonly number[]): Situation {
  const { tell } = situation;
  const told = (reason: Reason) => tell?.({ ...reason, kept: reason.kept.map((at) => places[at] as number) });
  return {
    ...situation,
    candidates: places.map((place) => situation.candidates[place] as EndpointState),
    cached: places.map((place) => situation.cached[place] ?? 0),
    ...(tell && { tell: told }),
  };
}

function memoryOf({ memory }: Policy, outlook: LatencyOutlook): NonNullable<Policy['memory']> {
  return {
    learned: () => [...(memory?.learned() ?? []), ...outlook.memory.learned()],
    recall(learned) {
      memory?.recall(learned.slice(0, -OUTLOOK_SIZE));
      outlook.memory.recall(learned.slice(-OUTLOOK_SIZE));
    },
  };
}
