import type { IPod } from 'kubernetes-models/v1';
import type { Kubelet } from '../kubelet/profile.ts';
import type { Scenario } from '../simulate/scenario.ts';
import type { Timeline } from '../simulate/timeline.ts';
import { type AssumeOptions, assumeBehaviour, isMeantToFinish } from './assume-behaviour.ts';
import { assumeEnd } from './assume-end.ts';
import type { Assumption } from './assumption.ts';

/** A life for a pod of which nothing but the manifest is known. */
export interface AssumedLife extends Pick<Scenario, 'behaviour' | 'timeline' | 'until'> {
  readonly assumptions: readonly Assumption[];
  /** The play of this life, where finding its end has made it. */
  readonly played?: Timeline;
}

/**
 * Makes up the rest of a Scenario for a pod: behaviour from its commands and from what is usual, and an end.
 *
 * @example
 * const life = assumeLife(pod, { kind: 'Deployment', kubelet });
 * const timeline = life.played ?? play({ name: 'web', description: '', pod, missingImages: () => false, ...life }, kubelet);
 */
export function assumeLife(pod: IPod, options: AssumeOptions & { readonly kubelet: Kubelet }): AssumedLife {
  const { behaviour, assumptions } = assumeBehaviour(pod, options);
  const scenario = { name: '', description: '', pod, behaviour, timeline: [], missingImages: () => false };
  const end = assumeEnd(scenario, options.kubelet, {
    deletes: !isMeantToFinish(options.kind, pod.spec?.restartPolicy),
  });
  return { ...end, behaviour, assumptions: [...assumptions, ...end.assumptions] };
}
