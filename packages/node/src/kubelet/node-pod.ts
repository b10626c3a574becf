import { isDeepStrictEqual } from 'node:util';
import type { ApiObject, Client, ResourceRef } from '@outrigger/cluster';
import type { Kubelet, PodStatus } from '@outrigger/pod';
import type { IPod } from 'kubernetes-models/v1';
import { type LookedAfterPod, lookAfter } from '../look-after.ts';
import type { Driver } from '../runtime/pod-runtime.ts';
import { openPodFolder, type PodFolder, type StoredRun } from '../state/pod-folder.ts';
import type { PodNews } from '../worker/pod-worker.ts';
import { apiStatus } from './api-status.ts';
import { createEventWriter } from './event-writer.ts';
import { podMaterial } from './pod-material.ts';
import type { Removals } from './removals.ts';
import { watchAddress } from './watch-address.ts';
import { writePatiently } from './write-patiently.ts';

/** A pod of the cluster that this node runs. */
export interface NodePod {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly folder: PodFolder;
  readonly driver: Driver;
  readonly address: () => string | undefined;
  /** As the cluster has it. */
  readonly spec: () => IPod;
  /** The instance of a container that runs now; undefined for none. */
  readonly instanceOf: (container: string) => string | undefined;
  /** Their names, main ones first. */
  readonly containers: () => readonly string[];
  /** Whether a container runs, or may run again. */
  readonly mayRun: (container: string) => boolean;
  /** What its volumes and variables are made from may be other by now. */
  readonly refresh: () => void;
  /** The cluster has it so now. */
  readonly changed: (pod: ApiObject) => void;
  /** The cluster has it no more: it ends, as it was deleted. */
  readonly lost: () => void;
  /** Settled when nothing is left of it. */
  readonly gone: Promise<void>;
  /** Lets go; what runs, runs on. */
  readonly release: () => Promise<void>;
}

/** What running the pods of a cluster needs. */
export interface NodePodOptions {
  readonly client: Client;
  readonly node: string;
  readonly hostIp: string;
  readonly root: string;
  readonly driver: Driver;
  readonly run: Pick<StoredRun, 'kubelet' | 'timing' | 'driver' | 'cri' | 'images' | 'hostPaths'>;
  readonly kubelet: Kubelet;
  readonly removals: Removals;
  readonly note: (message: string) => void;
}

/** Runs a pod, or goes on with it where an earlier kubelet has left it. */
export async function runNodePod(object: ApiObject, options: NodePodOptions): Promise<NodePod> {
  const { client, node, root } = options;
  let pod = object as unknown as IPod;
  const { namespace = 'default', name = '', uid = '' } = object.metadata ?? {};
  const folder = openPodFolder(root, namespace, uid);
  const stored = folder.readRun();
  const createdAt = Date.parse(object.metadata?.creationTimestamp ?? '') || Date.now();
  const run: StoredRun = stored ?? {
    ...options.run,
    pod,
    uid,
    createdAt: Math.max(createdAt, Date.now() - 1000),
    material: [],
  };
  if (!stored) folder.writeRun(run);

  const driver = watchAddress(options.driver);
  const letGo = new AbortController();
  const patience = { signal: letGo.signal, note: options.note };
  const writeEvent = createEventWriter({ client, node, now: Date.now });
  let looked: LookedAfterPod | undefined;
  let status: PodStatus | undefined;
  let writing: Promise<void> = Promise.resolve();
  let isWaiting = false;
  let isLost = false;

  const statusNow = (now: PodStatus, wallAt: (time: number) => number) =>
    apiStatus(now, {
      pod,
      wallAt,
      nowMs: Date.now(),
      podIp: driver.address(),
      hostIp: options.hostIp,
      containerId: (id: string) => `${options.driver.name === 'cri' ? 'containerd' : 'outrigger'}://${id}`,
    });
  const writeStatus = async (): Promise<void> => {
    const written = await writePatiently(async () => {
      isWaiting = false;
      if (status === undefined || looked === undefined || isLost) return undefined;
      const body = { metadata: { uid }, status: statusNow(status, looked.wallAt) };
      const write = { method: 'PATCH', patch: 'strategic', body } as const;
      return await client.subresource(pods, { namespace, name, subresource: 'status' }, write);
    }, patience);
    if (written) pod = { ...pod, status: (written as unknown as IPod).status } as IPod;
  };
  const afterwards = (work: () => Promise<void>): void => {
    writing = writing.then(work);
  };
  const hear = (news: PodNews): void => {
    for (const event of news.events) afterwards(() => writeEvent(event, pod as unknown as ApiObject));
    if (news.status) {
      status = news.status;
      // The newest status is what matters; those between are not written.
      if (!isWaiting) afterwards(writeStatus);
      isWaiting = true;
    }
    if (news.gone) afterwards(removeObject);
  };
  const removeObject = async (): Promise<void> => {
    const force = { gracePeriodSeconds: 0, preconditions: { uid } };
    const remove = async () => {
      if (!isLost) await writePatiently(() => client.delete(pods, { namespace, name }, force), patience);
    };
    if (!isLost) await options.removals.add({ namespace, name }, remove);
  };
  let asked: number | undefined;
  const tellDeletion = (given: number | undefined): void => {
    // By force its object goes at once, and its containers still get the least time that a kubelet gives
    // (kubernetes pkg/kubelet/pod_workers.go calculateEffectiveGracePeriod@1.36); for the engine 0 is the end of both, which is
    // right for a pod that was asked before and does not end.
    const graceSeconds = given === 0 && asked === undefined ? 1 : given;
    if (asked !== undefined && (graceSeconds ?? asked) >= asked) return;
    asked = graceSeconds ?? Number.POSITIVE_INFINITY;
    looked?.tell({ is: 'deleted', ...(graceSeconds !== undefined && { graceSeconds }) });
  };

  looked = await lookAfter(folder, run, {
    driver: driver.driver,
    hear,
    note: options.note,
    material: podMaterial(client, () => pod, Date.now),
    nodeName: node,
  });
  status = looked.status();
  const gone = looked.ended.then(async (how) => {
    await writing;
    if (how === 'gone') folder.remove();
  });
  const { metadata } = object;
  if (metadata?.deletionTimestamp !== undefined) tellDeletion(metadata.deletionGracePeriodSeconds);
  return {
    uid,
    namespace,
    name,
    folder,
    spec: () => pod,
    driver: options.driver,
    address: driver.address,
    instanceOf: (container) => {
      const found = (looked?.status() ?? status)?.containers.find((each) => each.name === container);
      return found?.state.is === 'running' ? found.id : undefined;
    },
    containers: () => [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])].map(({ name }) => name),
    mayRun(container) {
      const now = looked?.status() ?? status;
      const isOver = now?.phase === 'Succeeded' || now?.phase === 'Failed';
      const { state } = now?.containers.find(({ name }) => name === container) ?? {};
      return !isOver && state?.is !== 'terminated';
    },
    refresh() {
      // A container that waits for them is looked at again.
      void looked?.refresh().then(
        () => looked?.changeTo(pod),
        ({ message }: Error) => options.note(message),
      );
    },
    changed(next) {
      const now = next as unknown as IPod;
      const isOther = !isDeepStrictEqual(now.spec, pod.spec);
      pod = now;
      if (isOther) looked?.changeTo(now);
      if (next.metadata?.deletionTimestamp !== undefined) tellDeletion(next.metadata.deletionGracePeriodSeconds);
    },
    lost() {
      isLost = true;
      tellDeletion(undefined);
    },
    gone,
    release() {
      letGo.abort();
      return looked?.release() ?? Promise.resolve();
    },
  };
}

const pods: ResourceRef = { group: '', version: 'v1', plural: 'pods' };
