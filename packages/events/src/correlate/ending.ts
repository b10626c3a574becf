import type { Fact } from './fact.ts';
import type { Topology } from './topology.ts';

/** By what an object shows that its trouble is over, though no event says so. */
export type Ending = 'pod-ready' | 'pod-further' | 'pod-gone' | 'rollout-on';

/** Whether the object shows that this is over; false while nobody knows. */
export function showsEnd(fact: Fact, topology: Topology): boolean {
  const ending = fact.symptom?.endsWhen;
  return ending !== undefined && ENDINGS[ending](fact, topology);
}

const ENDINGS: Readonly<Record<Ending, (fact: Fact, topology: Topology) => boolean>> = {
  'pod-ready': ({ object }, topology) => topology.isReady(object) === true,
  'pod-further': ({ object, newest }, topology) => {
    const stage = topology.stageOf(object);
    if (stage === undefined || stage === newest.class?.subclass) return false;
    // A class of the user's own may leave out where it was stuck.
    return newest.class?.subclass !== undefined || stage === 'begun' || stage === 'gone';
  },
  'pod-gone': ({ object }, topology) => {
    const stage = topology.stageOf(object);
    return stage !== undefined && stage !== 'terminating';
  },
  'rollout-on': ({ object }, topology) => topology.isStalled(object) === false,
};
