import type { CommandEnd, ContainerPlace, NodeConnection, NodeProblem, PodPlace } from '@outrigger/cluster';
import type { PodReach, RunningContainer } from '../../runtime/pod-reach.ts';
import type { NodePod } from '../node-pod.ts';
import type { RunningKubelet } from '../start-kubelet.ts';
import { createNodeStats } from './node-stats.ts';
import { currentLog, podLog } from './pod-logs.ts';

/** Looks into the pods of a node, and reaches them, for the API server. */
export function nodeConnection(kubelet: Pick<RunningKubelet, 'podOf' | 'pods' | 'reach'>): NodeConnection {
  const { reach } = kubelet;
  const podAt = ({ namespace, pod }: PodPlace): NodePod | undefined => kubelet.podOf(namespace, pod);
  return {
    async logs(place, options, signal) {
      const pod = podAt(place);
      if (pod === undefined) return gone(place);
      const { container } = place;
      const isLive = () => pod.mayRun(container);
      const log = podLog({ ...options, folder: pod.folder, container, isLive }, signal);
      if (log) return log;
      const which = options.previous ? 'previous terminated container' : 'container';
      return { code: 400, problem: `${which} "${container}" in pod "${place.pod}" not found` };
    },
    exec: (place, command, streams) =>
      inContainer(place, podAt(place), (container) => reach.exec(container, command, streams)),
    attach: (place, streams) => inContainer(place, podAt(place), (container) => reach.attach(container, streams)),
    async portForward(place, port, signal) {
      const pod = podAt(place);
      const address = pod?.address();
      if (pod === undefined || address === undefined) return gone(place);
      return await reach.portForward({ uid: pod.uid, address }, port, signal);
    },
    stats: createNodeStats({ pods: kubelet.pods, usages: reach.usages, now: Date.now }),
  };
}

async function inContainer(
  place: ContainerPlace,
  pod: NodePod | undefined,
  act: (container: RunningContainer) => ReturnType<PodReach['exec']>,
): Promise<CommandEnd> {
  if (pod === undefined) return gone(place);
  const instance = pod.instanceOf(place.container);
  const log = currentLog(pod.folder, place.container);
  if (instance === undefined || log === undefined) return notRunning(place);
  const isRunning = () => pod.instanceOf(place.container) === instance;
  return await act({ uid: pod.uid, instance, log, isRunning });
}

function gone({ pod, namespace }: PodPlace): NodeProblem {
  return { code: 404, problem: `pod "${pod}" in namespace "${namespace}" is not on this node` };
}

function notRunning({ container }: ContainerPlace): NodeProblem {
  return { code: 500, problem: `container not found ("${container}")` };
}
