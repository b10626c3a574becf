import type { Fact } from './fact.ts';
import type { Topology } from './topology.ts';

/** By what an object shows that its trouble is over, though no event says so. */
export type Ending = 'pod-ready' | 'pod-further' | 'pod-gone' | 'rollout-on';

/** Whether the object shows that this is over; undefined when nobody knows. */
export function showsEnd(fact: Fact, topology: Topology): boolean | undefined {
  const ending = fact.symptom?.endsWhen;
  return ending === undefined ? undefined : ENDINGS[ending](fact, topology);
}

const ENDINGS: Readonly<Record<Ending, (fact: Fact, topology: Topology) => boolean | undefined>> = {
  'pod-ready': ({ object }, topology) => topology.isReady(object),
  'pod-further': ({ object, newest }, topology) => {
    const stage = topology.stageOf(object);
    const stuckAt = newest.class?.subclass;
    // A class of the user's own may leave out where it was stuck.
    if (stuckAt === undefined) return stage && (stage === 'begun' || stage === 'gone');
    return stage && stage !== stuckAt;
  },
  'pod-gone': ({ object }, topology) => {
    const stage = topology.stageOf(object);
    return stage && stage !== 'terminating';
  },
  'rollout-on': ({ object }, topology) => {
    const isStalled = topology.isStalled(object);
    return isStalled === undefined ? undefined : !isStalled;
  },
};
