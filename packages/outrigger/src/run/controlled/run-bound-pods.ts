import { ApiError, type ApiObject, type Client, startInformer } from '@outrigger/cluster';
import { type PodNews, podFolders } from '@outrigger/node';
import type { RunningPod } from '../start-pod.ts';
import { keepStatus } from './keep-status.ts';
import { PODS } from './resources.ts';

/** What running the pods of an API server here needs. */
export interface BoundPodsOptions {
  readonly client: Client;
  readonly node: string;
  /** Where pods are kept. */
  readonly root: string;
  readonly signal: AbortSignal;
  /** Starts one; undefined for one that nobody wants any more. */
  readonly start: (object: ApiObject, hear: (news: PodNews) => void) => Promise<RunningPod | undefined>;
  /** Nothing is left of one that was started, neither here nor there. */
  readonly left: (pod: RunningPod) => Promise<void>;
  readonly fail: (error: unknown) => void;
}

/** Binds every pod to this machine, the only one there is, runs it, and tells the API server how it is. */
export function runBoundPods({ client, node, root, signal, start, left, fail }: BoundPodsOptions): void {
  const newest = new Map<string, ApiObject>();
  const begun = new Set<string>();
  const bound = new Set<string>();
  const running = new Map<string, RunningPod>();
  /** With how many seconds of grace it was told to end. */
  const asked = new Map<RunningPod, number>();
  /** By namespace and name: a pod may come while the last one of its name is still being taken away. */
  const leaving = new Map<string, Promise<unknown>>();

  const runOne = async (object: ApiObject): Promise<void> => {
    const { namespace = '', name = '', uid = '' } = object.metadata ?? {};
    const key = `${namespace}/${name}`;
    await leaving.get(key);
    const isHere = podFolders(root).some((folder) => folder.readRun()?.uid === uid);
    const now = newest.get(uid);
    if (!isHere && (now === undefined || isOver(now))) {
      // Whoever was to end it has lost it with the machine.
      if (now?.metadata?.deletionTimestamp !== undefined) await removeObject(now);
      return;
    }
    const status = keepStatus(client, () => newest.get(uid) ?? object);
    const pod = await start(object, status.hear);
    if (pod === undefined) return await removeObject(object);
    running.set(uid, pod);
    status.runs(pod);
    const away = pod.gone.then(async () => {
      running.delete(uid);
      await status.settled();
      await removeObject(object);
      await left(pod);
    });
    leaving.set(key, away);
    away.catch(fail);
    const last = newest.get(uid);
    if (last) tellDeletion(last, pod);
    else pod.delete(undefined);
  };
  const tellDeletion = ({ metadata }: ApiObject, pod: RunningPod): void => {
    const { deletionTimestamp, deletionGracePeriodSeconds: grace = 0 } = metadata ?? {};
    if (deletionTimestamp === undefined || (asked.get(pod) ?? Number.POSITIVE_INFINITY) <= grace) return;
    asked.set(pod, grace);
    pod.delete(grace);
  };
  const removeObject = async ({ metadata = {} }: ApiObject): Promise<void> => {
    if (signal.aborted) return;
    const { namespace, name = '', uid } = metadata;
    const preconditions = uid === undefined ? {} : { uid };
    await client.delete(PODS, { namespace, name }, { gracePeriodSeconds: 0, preconditions }).catch(unlessLate);
  };
  const see = (object: ApiObject): void => {
    const { uid = '', namespace, name = '' } = object.metadata ?? {};
    newest.set(uid, object);
    const pod = running.get(uid);
    const { nodeName } = (object.spec ?? {}) as { readonly nodeName?: string };
    if (pod) tellDeletion(object, pod);
    else if (nodeName === undefined && !bound.has(uid)) {
      bound.add(uid);
      const body = {
        apiVersion: 'v1',
        kind: 'Binding',
        metadata: { name, namespace, uid },
        target: { kind: 'Node', name: node },
      };
      client
        .subresource(PODS, { namespace, name, subresource: 'binding' }, { method: 'POST', body })
        .catch(unlessLate)
        .catch(fail);
    } else if (nodeName !== undefined && !begun.has(uid)) {
      begun.add(uid);
      runOne(object).catch(fail);
    }
  };
  const informer = startInformer({ client, resource: PODS, signal, onBug: fail });
  informer.subscribe(({ type, object }) => {
    if (type !== 'DELETED') return see(object);
    const uid = object.metadata?.uid ?? '';
    newest.delete(uid);
    running.get(uid)?.delete(undefined);
  });
}

/** One that has ended is not run again, and one that was to end is gone with the machine's memory of it. */
function isOver({ status, metadata }: ApiObject): boolean {
  const { phase } = (status ?? {}) as { readonly phase?: string };
  return phase === 'Succeeded' || phase === 'Failed' || metadata?.deletionTimestamp !== undefined;
}

/** It has gone meanwhile, or is another one by now. */
function unlessLate(error: unknown): undefined {
  if (error instanceof ApiError && (error.code === 404 || error.code === 409)) return undefined;
  throw error;
}
