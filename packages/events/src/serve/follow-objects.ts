import { type Change, type Client, type Clock, createReflector, type Trouble } from '@outrigger/cluster';

/** Whose changes are wanted, and who learns by them. */
export interface FollowObjectsOptions {
  readonly client: Client;
  readonly clock: Clock;
  readonly namespace?: string;
  readonly learn: (change: Change) => void;
  readonly onTrouble?: (trouble: Trouble) => void;
}

/** The objects by which events get workload, node and cause: one watch for each kind, no request for an event. */
export function followObjects(
  { client, clock, namespace, learn, onTrouble }: FollowObjectsOptions,
  signal: AbortSignal,
): { readonly complete: Promise<unknown>; readonly done: Promise<unknown> } {
  const kinds = OBJECT_KINDS.map(({ isNamespaced, kind, ...resource }) => {
    const selection = isNamespaced && namespace !== undefined ? { namespace } : {};
    const reflector = createReflector({ client, resource, selection, clock, ...(onTrouble && { onTrouble }) });
    const { promise: complete, resolve } = Promise.withResolvers<void>();
    const apiVersion = resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
    const done = (async () => {
      for await (const { changes, isComplete } of reflector.batches(signal)) {
        // Objects of lists say neither kind nor version.
        for (const change of changes) learn({ ...change, object: { apiVersion, kind, ...change.object } });
        if (isComplete) resolve();
      }
    })();
    return { complete, done };
  });
  return {
    complete: Promise.all(kinds.map(({ complete }) => complete)),
    done: Promise.all(kinds.map(({ done }) => done)),
  };
}

/** What is watched beside Events; the role of the service in docs/events/configuration.md allows the same. */
export const OBJECT_KINDS: readonly {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
  readonly isNamespaced: boolean;
}[] = [
  { group: '', version: 'v1', plural: 'nodes', kind: 'Node', isNamespaced: false },
  { group: '', version: 'v1', plural: 'pods', kind: 'Pod', isNamespaced: true },
  { group: '', version: 'v1', plural: 'persistentvolumeclaims', kind: 'PersistentVolumeClaim', isNamespaced: true },
  { group: 'apps', version: 'v1', plural: 'deployments', kind: 'Deployment', isNamespaced: true },
  { group: 'apps', version: 'v1', plural: 'replicasets', kind: 'ReplicaSet', isNamespaced: true },
  { group: 'apps', version: 'v1', plural: 'statefulsets', kind: 'StatefulSet', isNamespaced: true },
  { group: 'apps', version: 'v1', plural: 'daemonsets', kind: 'DaemonSet', isNamespaced: true },
  { group: 'batch', version: 'v1', plural: 'jobs', kind: 'Job', isNamespaced: true },
  { group: 'batch', version: 'v1', plural: 'cronjobs', kind: 'CronJob', isNamespaced: true },
];
