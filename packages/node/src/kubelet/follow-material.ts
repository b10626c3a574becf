import { type ApiObject, type Client, type ResourceRef, startInformer } from '@outrigger/cluster';
import type { IPod } from 'kubernetes-models/v1';
import { referencedObjects } from './referenced-objects.ts';

/** A pod that reads from ConfigMaps and Secrets. */
export interface Reader {
  readonly spec: () => IPod;
  /** What it reads may be other than it was. */
  readonly refresh: () => void;
}

/** What following them needs. */
export interface FollowOptions {
  readonly client: Client;
  readonly signal: AbortSignal;
  readonly readers: () => Iterable<Reader>;
}

/** Tells pods of changes of the ConfigMaps and Secrets that they name. */
export function followMaterial({ client, signal, readers }: FollowOptions): void {
  for (const [plural, named] of KINDS) {
    const informer = startInformer({ client, resource: { group: '', version: 'v1', plural }, signal });
    let isComplete = false;
    void informer.complete.then(
      () => {
        isComplete = true;
      },
      () => {},
    );
    informer.subscribe(({ object }) => {
      // What is there at the start is read by whoever starts.
      if (!isComplete) return;
      for (const reader of readers()) if (names(reader.spec(), named, object)) reader.refresh();
    });
  }
}

const KINDS: readonly (readonly [plural: ResourceRef['plural'], named: 'configMaps' | 'secrets'])[] = [
  ['configmaps', 'configMaps'],
  ['secrets', 'secrets'],
];

function names(pod: IPod, named: 'configMaps' | 'secrets', { metadata }: ApiObject): boolean {
  const isThere = (pod.metadata?.namespace ?? 'default') === metadata?.namespace;
  return isThere && referencedObjects(pod)[named].has(metadata?.name ?? '');
}
