import { type ApiObject, type ResourceRef, startInformer } from '@outrigger/cluster';
import type { PodReach } from '../runtime/pod-reach.ts';
import { podFolders } from '../state/pod-folder.ts';
import { followMaterial } from './follow-material.ts';
import type { Machine } from './node/describe-node.ts';
import { keepNode } from './node/keep-node.ts';
import { type NodePod, type NodePodOptions, runNodePod } from './node-pod.ts';
import { createRemovals } from './removals.ts';

/** What a node is made of. */
export interface KubeletOptions extends Omit<NodePodOptions, 'node' | 'hostIp' | 'removals'> {
  readonly machine: Machine;
  /** Ends it: pods run on, another kubelet can take them over. */
  readonly signal: AbortSignal;
}

/** A node of the cluster, run from here. */
export interface RunningKubelet {
  readonly podOf: (namespace: string, name: string) => NodePod | undefined;
  readonly pods: () => readonly NodePod[];
  /** How people reach into them. */
  readonly reach: PodReach;
  /** Settled when all that was bound to the node at the start is looked after. */
  readonly ready: Promise<void>;
  /** Lets go of all pods. */
  readonly release: () => Promise<void>;
}

/** Registers a node, and runs the pods that are bound to it. */
export function startKubelet({ machine, signal, ...options }: KubeletOptions): RunningKubelet {
  const { client, root, note } = options;
  const running = new Map<string, NodePod>();
  const starting = new Map<string, Promise<void>>();
  const newest = new Map<string, ApiObject>();
  const removals = createRemovals({
    now: () => performance.now(),
    after(ms, what) {
      const timer = setTimeout(what, ms);
      return () => clearTimeout(timer);
    },
  });
  const podOptions = { ...options, node: machine.name, hostIp: machine.address, removals };

  const begin = async (object: ApiObject): Promise<void> => {
    const uid = object.metadata?.uid ?? '';
    const pod = await runNodePod(object, podOptions);
    running.set(uid, pod);
    starting.delete(uid);
    const now = newest.get(uid);
    if (now === undefined) pod.lost();
    else if (now !== object) pod.changed(now);
    void pod.gone.then(() => running.delete(uid));
  };
  const see = (object: ApiObject): void => {
    const uid = object.metadata?.uid ?? '';
    newest.set(uid, object);
    const pod = running.get(uid);
    if (pod) pod.changed(object);
    else if (!starting.has(uid) && !isOver(object, root)) starting.set(uid, begin(object));
  };
  const lose = (object: ApiObject): void => {
    const uid = object.metadata?.uid ?? '';
    newest.delete(uid);
    running.get(uid)?.lost();
  };

  const register = async (): Promise<void> => {
    await keepNode({ client, machine, images: options.driver.images, signal, note });
    const informer = startInformer({
      client,
      resource: pods,
      selection: { fieldSelector: `spec.nodeName=${machine.name}` },
      signal,
      onTrouble: ({ error, failures }) => {
        if (failures > 3) note(error.message);
      },
    });
    informer.subscribe(({ type, object }) => (type === 'DELETED' ? lose(object) : see(object)));
    await informer.complete;
    await Promise.all(starting.values());
    await sweep();
    followMaterial({ client, signal, readers: () => running.values() });
  };
  /** Pods that have gone from the cluster while nobody looked. */
  const sweep = async (): Promise<void> => {
    for (const folder of podFolders(root)) {
      const run = folder.readRun();
      if (run === undefined) folder.remove();
      else if (!newest.has(run.uid) && !running.has(run.uid)) {
        const pod = await runNodePod({ ...(run.pod as unknown as ApiObject) }, podOptions);
        running.set(run.uid, pod);
        void pod.gone.then(() => running.delete(run.uid));
        pod.lost();
      }
    }
  };
  const refreshAll = setInterval(() => {
    for (const pod of running.values()) pod.refresh();
  }, REFRESH_EVERY);
  signal.addEventListener('abort', () => clearInterval(refreshAll), { once: true });
  return {
    podOf: (namespace, name) => running.values().find((pod) => pod.namespace === namespace && pod.name === name),
    pods: () => [...running.values()],
    reach: options.driver.reach,
    ready: register(),
    async release() {
      await Promise.all(starting.values());
      await Promise.all([...running.values()].map((pod) => pod.release()));
    },
  };
}

/** Tokens are renewed with the files that hold them; every pod is synced about once a minute upstream (`syncFrequency`@1.36). In ms. */
const REFRESH_EVERY = 60_000;

const pods: ResourceRef = { group: '', version: 'v1', plural: 'pods' };

/** A pod that has ended and was not left to this kubelet by another: there is nothing to run, or to end. */
function isOver(object: ApiObject, root: string): boolean {
  const { phase } = (object.status ?? {}) as { readonly phase?: string };
  const isDone = phase === 'Succeeded' || phase === 'Failed';
  return isDone && !podFolders(root).some((folder) => folder.readRun()?.uid === object.metadata?.uid);
}
