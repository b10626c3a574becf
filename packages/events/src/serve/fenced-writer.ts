import type { EventStore, StoreBatch } from '../store/event-store.ts';

/**
 * Writes batches that go on from each other: each expects the checkpoint of the one before it, so that of two who write the same
 * only one goes on, and the other hears of it by a `Superseded`.
 *
 * @param name of the checkpoint that moves with every batch
 * @param head what is stored under it now; null for nothing
 */
export function fencedWriter(
  store: Pick<EventStore, 'store'>,
  { name, head }: { readonly name: string; readonly head: unknown },
): EventStore['store'] {
  let expected = head ?? null;
  return async (batch: StoreBatch): Promise<void> => {
    await store.store({ ...batch, expects: { ...batch.expects, [name]: expected } });
    expected = batch.checkpoints?.[name] ?? expected;
  };
}
