import { named, podName, type SceneObject } from './scene.ts';

/** What a workload's pods are like. */
export interface Pods {
  readonly pods?: number;
  readonly node?: string | undefined;
  readonly claim?: string;
  readonly ready?: boolean;
  readonly at?: number;
  readonly uid?: string;
}

/** A Deployment with its ReplicaSet and pods. */
export function deployment(name: string, pods: Pods = {}): readonly SceneObject[] {
  const { namespace, name: plain } = named(`Deployment ${name}`);
  const set = `${plain}-7d9f8c5b64`;
  return [
    there('Deployment', namespace, plain, {}, pods.at),
    there('ReplicaSet', namespace, set, { owner: ['Deployment', plain] }, pods.at),
    ...podsOf(namespace, ['ReplicaSet', set], (index) => podName(`${plain}#${index}`), pods),
  ];
}

/** A StatefulSet, DaemonSet or Job with its pods: web-0, web-1. */
export function workload(kind: string, name: string, pods: Pods = {}): readonly SceneObject[] {
  const { namespace, name: plain } = named(`${kind} ${name}`);
  return [
    there(kind, namespace, plain, {}, pods.at),
    ...podsOf(namespace, [kind, plain], (index) => `${plain}-${index}`, pods),
  ];
}

/** A CronJob with a Job of its and that Job's pods. */
export function cronJob(name: string, job: string, pods: Pods = {}): readonly SceneObject[] {
  const { namespace, name: plain } = named(`CronJob ${name}`);
  return [
    there('CronJob', namespace, plain),
    there('Job', namespace, job, { owner: ['CronJob', plain] }, pods.at),
    ...podsOf(namespace, ['Job', job], (index) => `${job}-x2k4${index}`, pods),
  ];
}

/** A node, ready or not, or one that takes no pods. */
export function node(name: string, { ready = true, cordoned = false, taint = '', at = 0 } = {}): SceneObject {
  const conditions = [{ type: 'Ready', status: ready ? 'True' : 'Unknown' }];
  const taints = taint === '' ? [] : [{ key: taint, effect: 'NoSchedule' }];
  const spec = { ...(cordoned && { unschedulable: true }), taints };
  return {
    at,
    type: at === 0 ? 'ADDED' : 'MODIFIED',
    object: { apiVersion: 'v1', kind: 'Node', metadata: { name }, spec, status: { conditions } } as never,
  };
}

/** Anything else. */
export function thing(kind: string, name: string, spec: object = {}): SceneObject {
  const { namespace, name: plain } = named(`${kind} ${name}`);
  return there(kind, namespace, plain, { spec });
}

/** The same object goes. */
export function gone(object: SceneObject, at: number): SceneObject {
  return { ...object, at, type: 'DELETED' };
}

function podsOf(
  namespace: string,
  owner: readonly [string, string],
  nameOf: (index: number) => string,
  { pods = 1, claim, ready = true, at, uid, ...where }: Pods,
): readonly SceneObject[] {
  const nodeName = 'node' in where ? where.node : 'n1';
  const spec = {
    ...(nodeName !== undefined && { nodeName }),
    volumes: claim === undefined ? [] : [{ name: 'data', persistentVolumeClaim: { claimName: claim } }],
  };
  const status = {
    phase: nodeName === undefined ? 'Pending' : 'Running',
    conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
  };
  return Array.from({ length: pods }, (_, index) =>
    there('Pod', namespace, nameOf(index), { owner, spec, status, ...(uid !== undefined && { uid }) }, at),
  );
}

interface More {
  readonly owner?: readonly [string, string];
  readonly spec?: object;
  readonly status?: object;
  readonly uid?: string;
}

function there(
  kind: string,
  namespace: string,
  name: string,
  { owner, spec, status, uid }: More = {},
  at = 0,
): SceneObject {
  const metadata = {
    name,
    namespace,
    uid: uid ?? `uid-${kind}-${namespace}-${name}`,
    ...(owner && { ownerReferences: [{ apiVersion: '', kind: owner[0], name: owner[1], uid: '', controller: true }] }),
  };
  return { at, type: 'ADDED', object: { apiVersion: 'v1', kind, metadata, spec, status } as never };
}
