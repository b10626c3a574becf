import type { Kubelet } from '../../kubelet/profile.ts';
import { play } from '../play.ts';
import { readScenario } from '../read-scenario.ts';
import type { Timeline } from '../timeline.ts';

/** The parts of a Scenario document that make a difference. */
export interface ShortDocument {
  /** The pod's spec. */
  readonly pod: object;
  readonly behaviour?: object;
  readonly timeline?: readonly object[];
  readonly until: string;
}

/** Plays a Scenario written as a document; a document that cannot be read is a mistake of the test. */
export function playDocument({ pod, behaviour, timeline, until }: ShortDocument, kubelet: Kubelet): Timeline {
  const read = readScenario({ metadata: { name: 'pod' }, pod: { spec: pod }, behaviour, timeline, until });
  if (!read.ok) throw new Error(read.problems.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  return play(read.scenario, kubelet);
}
