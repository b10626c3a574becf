import type { ApiObject } from '../../object/api-object.ts';
import { isSame } from '../../object/is-same.ts';
import type { Registry } from '../../resource/registry.ts';
import type { Store } from '../../store/store.ts';
import { countUsage, hardOf } from './count-usage.ts';

/** Keeps the status of every quota true, with every change of what it counts; upstream has a controller for it, and admission. */
export function keepUsage({
  store,
  registry,
  now,
}: {
  readonly store: Store;
  readonly registry: Registry;
  readonly now: () => Date;
}): void {
  const buckets = new Set(
    registry
      .all()
      .filter(({ isNamespaced }) => isNamespaced)
      .map(({ bucket }) => bucket),
  );
  for (const bucket of buckets) {
    store.watch(bucket, store.version(), ({ last }) => {
      const { namespace } = last.metadata ?? {};
      if (namespace !== undefined) recount(namespace);
    });
  }

  const list = (bucket: string, namespace: string): readonly ApiObject[] => {
    const found = store.list(bucket, { prefix: `${namespace}/` });
    return 'entries' in found ? found.entries.map(({ object }) => object) : [];
  };

  function recount(namespace: string): void {
    for (const quota of list('resourcequotas', namespace)) {
      const hard = hardOf(quota);
      const status = { hard, used: countUsage(quota, { list: (bucket) => list(bucket, namespace), now: now() }) };
      if (!isSame(quota.status, status))
        store.put('resourcequotas', `${namespace}/${quota.metadata?.name}`, { ...quota, status });
    }
  }
}
