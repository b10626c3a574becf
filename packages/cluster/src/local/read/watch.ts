import type { ApiAnswer } from '../answer/api-answer.ts';
import { expired } from '../answer/refusal.ts';
import type { StoredChange } from '../store/store.ts';
import type { Call } from '../world.ts';
import { prefixOf } from './list.ts';
import { readAs } from './stored-object.ts';

/** A watch: one line per change, as they come. */
export function watchObjects(call: Call): ApiAnswer {
  const { request, resource, world } = call;
  const from = Number(request.query.get('resourceVersion') ?? world.store.version());
  const prefix = prefixOf(call);
  const waiting: string[] = [];
  let wake: (() => void) | undefined;
  const hear = (change: StoredChange): void => {
    if (!change.key.startsWith(prefix)) return;
    const type = change.before === undefined ? 'ADDED' : change.after === undefined ? 'DELETED' : 'MODIFIED';
    waiting.push(`${JSON.stringify({ type, object: readAs(resource, change.last) })}\n`);
    wake?.();
  };
  const watching = world.store.watch(resource.bucket, from, hear);
  if ('compacted' in watching) throw expired(`too old resource version: ${from} (${watching.oldest})`);
  async function* lines(): AsyncGenerator<string> {
    const { promise: over, resolve: end } = Promise.withResolvers<void>();
    request.signal.addEventListener('abort', () => end(), { once: true });
    try {
      while (!request.signal.aborted) {
        yield* waiting.splice(0);
        const { promise: news, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        if (waiting.length === 0) await Promise.race([news, over]);
      }
    } finally {
      if (!('compacted' in watching)) watching.stop();
    }
  }
  return { status: 200, headers: { 'content-type': 'application/json' }, body: lines() };
}
