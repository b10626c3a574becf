import type { Path } from '../problem/problem.ts';

/** A kind of Kubernetes' own that holds a pod, and where. */
export interface BuiltinKind {
  readonly template: Path;
  /** Where the Job's own fields are, for kinds whose pods run to completion. */
  readonly job?: Path;
  /** The version to write today. */
  readonly version: string;
  /** Versions once served, and the Kubernetes release without them. */
  readonly removed: Readonly<Record<string, string>>;
}

const inSpec: Path = ['spec', 'template'];

/** Kubernetes' own kinds that hold a pod. Removals: kubernetes.io/docs/reference/using-api/deprecation-guide. */
const builtinKinds: ReadonlyMap<string, BuiltinKind> = new Map([
  ['Pod', { template: [], version: 'v1', removed: {} }],
  ['PodTemplate', { template: ['template'], version: 'v1', removed: {} }],
  ['ReplicationController', { template: inSpec, version: 'v1', removed: {} }],
  [
    'Deployment',
    {
      template: inSpec,
      version: 'apps/v1',
      removed: { 'extensions/v1beta1': '1.16', 'apps/v1beta1': '1.16', 'apps/v1beta2': '1.16' },
    },
  ],
  [
    'ReplicaSet',
    { template: inSpec, version: 'apps/v1', removed: { 'extensions/v1beta1': '1.16', 'apps/v1beta2': '1.16' } },
  ],
  [
    'StatefulSet',
    { template: inSpec, version: 'apps/v1', removed: { 'apps/v1beta1': '1.16', 'apps/v1beta2': '1.16' } },
  ],
  [
    'DaemonSet',
    { template: inSpec, version: 'apps/v1', removed: { 'extensions/v1beta1': '1.16', 'apps/v1beta2': '1.16' } },
  ],
  ['Job', { template: inSpec, job: ['spec'], version: 'batch/v1', removed: {} }],
  [
    'CronJob',
    {
      template: ['spec', 'jobTemplate', 'spec', 'template'],
      job: ['spec', 'jobTemplate', 'spec'],
      version: 'batch/v1',
      removed: { 'batch/v1beta1': '1.25', 'batch/v2alpha1': '1.21' },
    },
  ],
]);

/** The built-in kind that an object is, in whatever version; undefined for others of that name, such as Volcano's Job. */
export function builtinKindOf(object: { readonly apiVersion: string; readonly kind: string }): BuiltinKind | undefined {
  return object.apiVersion.includes('.') ? undefined : builtinKinds.get(object.kind);
}
