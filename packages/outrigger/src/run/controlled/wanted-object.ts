import { ApiError, type ApiObject, type Client } from '@outrigger/cluster';
import { Failure } from '../../world/failure.ts';
import type { PodEnd } from '../exit-code.ts';
import type { ControlledObject } from '../plan/controlled-object.ts';
import type { RunningPod } from '../start-pod.ts';
import { RESOURCES } from './resources.ts';

/** An object whose pods run here, and what has become of it. */
export interface WantedObject {
  readonly controlled: ControlledObject;
  readonly uid: string;
  /** Of a Job that has ended. */
  verdict: 'Complete' | 'Failed' | undefined;
  /** Whether it was let go of: its pods run on, and none comes anew. */
  isLetGo: boolean;
  /** So many pods of it are about to run. */
  starting: number;
  readonly running: Set<RunningPod>;
  readonly ends: PodEnd[];
}

/** Has the API server take an object, or take it as it is now. */
export async function wantObject(client: Client, controlled: ControlledObject): Promise<WantedObject> {
  const { kind, namespace, name, object } = controlled;
  try {
    const options = { fieldManager: 'outrigger', force: true };
    const stored = await client.patch(RESOURCES[kind], { namespace, name }, { kind: 'apply', body: object }, options);
    const uid = stored.metadata?.uid ?? '';
    return { controlled, uid, verdict: verdictOf(stored), isLetGo: false, starting: 0, running: new Set(), ends: [] };
  } catch (error) {
    // What a server takes was asked before: only an earlier one can be in the way.
    if (!(error instanceof ApiError)) throw error;
    throw new Failure(`${kind.toLowerCase()} ${namespace}/${name} is there already, with another spec`, {
      code: 'differs',
      hint: 'outrigger ps shows its pods; outrigger stop them, and run it again',
      cause: error,
    });
  }
}

/** How a Job has ended; undefined while it has not. */
export function verdictOf({ status }: ApiObject): 'Complete' | 'Failed' | undefined {
  const { conditions = [] } = (status ?? {}) as {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
  const found = conditions.find(({ type, status: is }) => (type === 'Complete' || type === 'Failed') && is === 'True');
  return found?.type as 'Complete' | 'Failed' | undefined;
}

/** How its pods have ended, as far as that says how it has ended: a Job may try again what has failed. */
export function endsOf({ verdict, ends }: WantedObject): readonly PodEnd[] {
  if (verdict === 'Complete') return ends.filter(({ phase }) => phase === 'Succeeded');
  return verdict === 'Failed' ? [...ends, { phase: 'Failed', exitCodes: new Map() }] : ends;
}

/** Takes it from the API server, and with a Deployment its ReplicaSets; nobody collects what they leave, so that pods run on. */
export async function letGo(client: Client, wanted: WantedObject): Promise<void> {
  if (wanted.isLetGo) return;
  wanted.isLetGo = true;
  const { kind, namespace, name } = wanted.controlled;
  const options = { propagationPolicy: 'Background' } as const;
  const sets = kind === 'Deployment' ? (await client.list(RESOURCES.ReplicaSet, { namespace })).items : [];
  await client.delete(RESOURCES[kind], { namespace, name }, options);
  for (const { metadata } of sets) {
    if (!metadata?.ownerReferences?.some(({ uid }) => uid === wanted.uid)) continue;
    await client.delete(RESOURCES.ReplicaSet, { namespace, name: metadata.name ?? '' }, options);
  }
}

/** Which of them a pod belongs to; undefined for one that nobody wants any more. */
export async function wantedBy(
  client: Client,
  pod: ApiObject,
  all: readonly WantedObject[],
): Promise<WantedObject | undefined> {
  const owner = ownerOf(pod);
  const found = all.find(({ uid }) => uid === owner?.uid);
  if (found || owner?.kind !== 'ReplicaSet') return found;
  const set = await client.get(RESOURCES.ReplicaSet, { namespace: pod.metadata?.namespace, name: owner.name });
  return set && all.find(({ uid }) => uid === ownerOf(set)?.uid);
}

function ownerOf({ metadata }: ApiObject) {
  return metadata?.ownerReferences?.find(({ controller }) => controller);
}
