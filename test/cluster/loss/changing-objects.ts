import type { LocalServer } from '@outrigger/cluster';

/** What has been made in all. */
export interface Made {
  created: number;
  deleted: number;
  /** Each creation and each change of an object counts it up by one. */
  sum: number;
}

/** Objects that come, count up, and go. */
export interface ChangingObjects {
  readonly made: Readonly<Made>;
  /** Makes one change. What has news that nobody has read up to `read` does not go: no API could tell of them any more. */
  readonly change: (read: number) => void;
  /** Of what there is now, by uid. */
  readonly counts: () => ReadonlyMap<string, number>;
}

/** Begins with none. They are written into the server's store itself: what is tested is how they are read. */
export function createChangingObjects(
  store: Pick<LocalServer['store'], 'get' | 'put' | 'remove' | 'version'>,
  { alive, random }: { readonly alive: number; readonly random: () => number },
): ChangingObjects {
  const objects: Living[] = [];
  const made: Made = { created: 0, deleted: 0, sum: 0 };

  const write = (living: Living): void => {
    living.count++;
    made.sum++;
    const { namespace, name, uid } = living;
    store.put('configmaps', `${namespace}/${name}`, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace, uid, creationTimestamp: '2026-11-20T12:00:00Z' },
      data: { count: String(living.count) },
    });
    living.version = store.version();
  };

  return {
    made,
    change(read) {
      const kind = random();
      const at = Math.floor(random() * objects.length);
      const living = objects[at];
      if (living === undefined || (kind < 0.1 && objects.length < alive)) {
        // Names come again, with another uid.
        const name = `object-${Math.floor(random() * alive * 2)}`;
        const namespace = `space-${made.created % 7}`;
        if (store.get('configmaps', `${namespace}/${name}`) !== undefined) return;
        const number = made.created++;
        const begun = { namespace, name, uid: `uid-${number}`, count: 0, version: 0 };
        objects.push(begun);
        write(begun);
      } else if (kind > 0.92 && living.version <= read) {
        store.remove('configmaps', `${living.namespace}/${living.name}`);
        made.deleted++;
        objects[at] = objects.at(-1) as Living;
        objects.pop();
      } else {
        write(living);
      }
    },
    counts: () => new Map(objects.map(({ uid, count }) => [uid, count])),
  };
}

interface Living {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  count: number;
  version: number;
}
