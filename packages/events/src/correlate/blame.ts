import type { IncidentObject } from '../incident.ts';
import type { Observation } from '../observation.ts';
import { isHeldByAway } from './held-by-away.ts';
import type { Blame } from './symptom.ts';
import type { AwayNode, Topology } from './topology.ts';

/** With whom the trouble of an event lies; undefined where that cannot be told. */
export function blameOf(
  blame: Blame | undefined,
  observation: Observation,
  object: IncidentObject,
  topology: Topology,
): IncidentObject | undefined {
  if (blame === undefined) return undefined;
  return BLAMED[blame](observation, object, topology);
}

const BLAMED: Readonly<
  Record<Blame, (observation: Observation, object: IncidentObject, topology: Topology) => IncidentObject | undefined>
> = {
  node: ({ metadata, source }, object, topology) => {
    const name = metadata?.node ?? topology.nodeOf(object) ?? (source.component === 'kubelet' ? source.instance : '');
    return name ? nodeNamed(name) : undefined;
  },
  'away-node': ({ class: meaning, message }, _object, topology) => {
    if (!isHeldByAway({ message }, topology)) return undefined;
    const away = topology.awayNodes();
    // Of those that the message may mean, the one that has turned away last has made the difference.
    const isCordon = meaning?.subclass === 'cordon';
    const isMeant = ({ why }: AwayNode) => (isCordon && message.includes('taint')) || (why === 'cordoned') === isCordon;
    const name = (away.findLast(isMeant) ?? away.at(-1))?.name;
    return name === undefined ? undefined : nodeNamed(name);
  },
  // "Preempted by pod <uid> on node <name>" (kubernetes pkg/scheduler/framework/preemption/executor.go@1.36).
  preemptor: ({ message, related }, _object, topology) => {
    const uid = /by pod ([0-9a-f-]{36})/.exec(message)?.[1];
    const pod =
      (uid === undefined ? undefined : topology.podByUid(uid)) ??
      (related?.kind === 'Pod' ? { kind: 'Pod', namespace: related.namespace, name: related.name } : undefined);
    return pod && (topology.workloadOf(pod) ?? pod);
  },
};

function nodeNamed(name: string): IncidentObject {
  return { kind: 'Node', namespace: '', name };
}
