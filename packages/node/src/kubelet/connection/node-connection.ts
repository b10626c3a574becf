import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { ContainerPlace, NodeConnection, NodeProblem, PodPlace } from '@outrigger/cluster';
import type { NodePod } from '../node-pod.ts';
import type { RunningKubelet } from '../start-kubelet.ts';
import { attachOutput } from './attach-output.ts';
import { createNodeStats } from './node-stats.ts';
import { currentLog, podLog } from './pod-logs.ts';
import { runInContainer } from './run-in-container.ts';

/** Looks into the pods of a node, and reaches them, for the API server. */
export function nodeConnection(kubelet: Pick<RunningKubelet, 'podOf' | 'pods'>): NodeConnection {
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
    async exec(place, command, streams) {
      const pod = podAt(place);
      if (pod === undefined) return gone(place);
      const instance = pod.instanceOf(place.container);
      if (instance === undefined) return notRunning(place);
      if (pod.driver.name !== 'process') return { code: 501, problem: 'streams into containers are not supported yet' };
      return await runInContainer({ mark: `${pod.uid}/${instance}`, command }, streams);
    },
    async attach(place, streams) {
      const pod = podAt(place);
      if (pod === undefined) return gone(place);
      const instance = pod.instanceOf(place.container);
      const log = currentLog(pod.folder, place.container);
      if (instance === undefined || log === undefined) return notRunning(place);
      const isRunning = () => pod.instanceOf(place.container) === instance;
      const wait = (signal: AbortSignal) => delay(LOOK_EVERY, undefined, { signal }).catch(() => {});
      return await attachOutput({ log, isRunning, wait }, streams);
    },
    async portForward(place, port, signal) {
      const address = podAt(place)?.address();
      if (address === undefined) return gone(place);
      const socket = connect({ host: address, port });
      signal.addEventListener('abort', () => socket.destroy(), { once: true });
      return await new Promise((settled) => {
        socket.once('connect', () => settled(socket));
        socket.once('error', ({ message }) => settled({ code: 500, problem: message }));
      });
    },
    stats: createNodeStats(kubelet.pods, Date.now),
  };
}

/** How often output is looked for, in ms. */
const LOOK_EVERY = 50;

function gone({ pod, namespace }: PodPlace): NodeProblem {
  return { code: 404, problem: `pod "${pod}" in namespace "${namespace}" is not on this node` };
}

function notRunning({ container }: ContainerPlace): NodeProblem {
  return { code: 500, problem: `container not found ("${container}")` };
}
