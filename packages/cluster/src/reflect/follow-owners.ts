import type { ResourceRef } from '../client/client.ts';
import { type InformerOptions, startInformer } from './informer.ts';
import type { FindOwner } from './lineage.ts';

/** Knows the owners that stand between pods and what people have written. */
export interface OwnerFollower {
  readonly find: FindOwner;
  /** Settled when all of them are known. */
  readonly complete: Promise<void>;
}

/** Follows ReplicaSets and Jobs, by their metadata only: what is needed of them is who owns them. */
export function followOwners(options: Omit<InformerOptions, 'resource' | 'indexes'>): OwnerFollower {
  const selection = { ...options.selection, metadataOnly: true };
  const informers = new Map(
    BETWEEN.map(({ kind, ...resource }) => [
      `${resource.group}/${kind}`,
      startInformer({ ...options, selection, resource }),
    ]),
  );
  return {
    find({ apiVersion, kind, name, uid }, namespace) {
      const found = informers.get(`${apiVersion.split('/')[0]}/${kind}`)?.store.get(name, namespace);
      // Another one of the same name owns nothing of this.
      return found?.metadata?.uid === uid ? found : undefined;
    },
    complete: Promise.all(Array.from(informers.values(), ({ complete }) => complete)).then(() => undefined),
  };
}

const BETWEEN: readonly (ResourceRef & { readonly kind: string })[] = [
  { kind: 'ReplicaSet', group: 'apps', version: 'v1', plural: 'replicasets' },
  { kind: 'Job', group: 'batch', version: 'v1', plural: 'jobs' },
];
