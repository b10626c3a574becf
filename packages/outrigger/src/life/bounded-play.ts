import { decideInPlace, type Kubelet, play, type Scenario, type Timeline } from '@outrigger/pod';

/** What was made by playing, or why that was given up. */
export type Bounded<T> =
  | { readonly ok: true; readonly made: T }
  | { readonly ok: false; readonly message: string; readonly hint: string };

/** Plays a Scenario unless that would take minutes and gigabytes. */
export function playBounded(scenario: Scenario, kubelet: Kubelet): Bounded<Timeline> {
  return bounded(scenario.name, (decide) => play(scenario, kubelet, { decide }));
}

/** Makes something by playing with the given `decide`, which gives up when there is too much to decide. */
export function bounded<T>(name: string, make: (decide: typeof decideInPlace) => T): Bounded<T> {
  try {
    return { ok: true, made: make(countTurns()) };
  } catch (error) {
    if (!(error instanceof TooManyTurns)) throw error;
    const message = `the play of "${name}" was given up ${seconds(error.at)} s into the pod's life, after ${MOST.toLocaleString('en')} decisions of the kubelet`;
    return { ok: false, message, hint: 'end it earlier (until), or let probes and restarts come less often' };
  }
}

/** Some days with a probe every second. */
const MOST = 1_000_000;

class TooManyTurns extends Error {
  readonly at: number;

  constructor(at: number) {
    super('too many turns');
    this.at = at;
  }
}

function countTurns(): typeof decideInPlace {
  let turns = 0;
  return (pod, state, moment, kubelet) => {
    if (++turns > MOST) throw new TooManyTurns(moment.now);
    return decideInPlace(pod, state, moment, kubelet);
  };
}

function seconds(ms: number): string {
  return (ms / 1000).toLocaleString('en', { maximumFractionDigits: 1 });
}
