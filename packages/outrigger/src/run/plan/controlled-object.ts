import type { ApiObject } from '@outrigger/cluster';
import type { Workload } from '@outrigger/manifest';
import type { IPod } from 'kubernetes-models/v1';
import { controllerSpec, type Spec } from './controller-spec.ts';
import { templateHere } from './template-here.ts';

/** An object that a controller makes pods of. */
export interface ControlledObject {
  readonly workload: Workload;
  readonly kind: ControlledKind;
  readonly namespace: string;
  readonly name: string;
  readonly object: ApiObject;
  /** How many pods its controller makes before one of them has to be ready, or to have ended. */
  readonly firstPods: number;
}

/** The kinds that have a controller here. */
export type ControlledKind = keyof typeof VERSIONS;

const VERSIONS = {
  Deployment: 'apps/v1',
  ReplicaSet: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  ReplicationController: 'v1',
  Job: 'batch/v1',
} as const;

/** Of Kubernetes' own, the kinds that can be run here. */
export const RUNNABLE_KINDS: readonly string[] = ['Pod', 'PodTemplate', ...Object.keys(VERSIONS), 'CronJob'];

/**
 * A workload as its controller gets it here: a CronJob runs once and now, as by `kubectl create job --from`; what is paused or
 * suspended runs; pods go where the one machine is. Of kinds that others control, pods that run to completion are a Job's, and
 * those that always restart a ReplicaSet's. Undefined for pods that nobody controls.
 */
export function controlledObject(
  workload: Workload,
  { pod, replicas }: { readonly pod: IPod; readonly replicas: number | undefined },
): ControlledObject | undefined {
  const kind = kindFor(workload, pod);
  if (kind === undefined) return undefined;
  const namespace = pod.metadata?.namespace ?? 'default';
  const name = nameFor(workload);
  const label = workload.isBuiltin ? {} : { 'outrigger.dev/workload': name.slice(0, 63) };
  const spec = controllerSpec(kind, workload, { replicas, label });
  const metadata = { ...labelling(workload), name, namespace };
  const object = {
    apiVersion: VERSIONS[kind],
    kind,
    metadata,
    spec: { ...spec, template: templateHere(kind, pod, label) },
  };
  return { workload, kind, namespace, name, object, firstPods: firstPods(kind, spec) };
}

function kindFor(workload: Workload, { spec }: IPod): ControlledKind | undefined {
  const { kind, isBuiltin, job } = workload;
  if (isCron(workload)) return 'Job';
  if (isBuiltin) return Object.hasOwn(VERSIONS, kind) ? (kind as ControlledKind) : undefined;
  if (job) return 'Job';
  return spec?.restartPolicy === 'Always' ? 'ReplicaSet' : undefined;
}

function isCron({ kind, isBuiltin }: Workload): boolean {
  return isBuiltin && kind === 'CronJob';
}

/** Of an object that leaves its name to the server, what it is to begin with; of one of several pods in an object, with its role. */
function nameFor(workload: Workload): string {
  return [workload.name || 'pod', workload.role, isCron(workload) ? 'manual' : '']
    .map((part) => part.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-'))
    .map((part) => part.replaceAll(/^-|-$/g, ''))
    .filter((part) => part !== '')
    .join('-');
}

function labelling(workload: Workload): Pick<Metadata, 'labels' | 'annotations'> {
  const { value } = workload.object;
  const { jobTemplate } = (value.spec ?? {}) as { readonly jobTemplate?: Labelled };
  const { labels, annotations } = ((isCron(workload) ? jobTemplate : value) as Labelled | undefined)?.metadata ?? {};
  // As kubectl marks what its `create job --from` makes (kubectl pkg/cmd/create/create_job.go@1.36).
  const all = { ...(isCron(workload) && { 'cronjob.kubernetes.io/instantiate': 'manual' }), ...annotations };
  return { ...(labels && { labels }), ...(Object.keys(all).length > 0 && { annotations: all }) };
}

type Metadata = NonNullable<ApiObject['metadata']>;

interface Labelled {
  readonly metadata?: Metadata | null;
}

function firstPods(kind: ControlledKind, { replicas, podManagementPolicy, parallelism, completions }: Spec): number {
  if (kind === 'DaemonSet') return 1;
  if (kind === 'Job') return Math.min(parallelism ?? 1, completions ?? parallelism ?? 1);
  const all = replicas ?? 1;
  return kind === 'StatefulSet' && podManagementPolicy !== 'Parallel' ? Math.min(1, all) : all;
}
