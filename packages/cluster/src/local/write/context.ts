import type { WriteContext } from '../resource/resource.ts';
import type { Call } from '../world.ts';

/** What rules may know of a write. */
export function contextOf({ info, request, user, world }: Call): WriteContext {
  return {
    user,
    now: world.now(),
    subresource: info.subresource,
    isDryRun: request.query.get('dryRun') === 'All',
    read: world.store.get,
    list(bucket, namespace) {
      const found = world.store.list(bucket, namespace === undefined ? {} : { prefix: `${namespace}/` });
      return 'entries' in found ? found.entries.map(({ object }) => object) : [];
    },
    random: world.random,
  };
}
