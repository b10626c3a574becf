import { createReflector, type ReflectorOptions } from '../../reflect/reflector.ts';
import type { ObjectCache } from './object-cache.ts';

/** Keeps a cache as the server has it, until the signal; resolves when it is filled for the first time. */
export function follow(cache: ObjectCache, { signal, onBug, ...options }: FollowOptions): Promise<void> {
  const { promise: filled, resolve } = Promise.withResolvers<void>();
  const reflector = createReflector(options);
  async function keepOn(): Promise<void> {
    for await (const { changes, isComplete } of reflector.batches(signal)) {
      for (const { type, object } of changes) {
        if (type === 'DELETED') cache.remove(object);
        else cache.put(object);
      }
      if (isComplete) resolve();
    }
  }
  keepOn().then(resolve, onBug);
  return filled;
}

/** What it takes to follow. */
export interface FollowOptions extends Omit<ReflectorOptions, 'checkpoint' | 'keepsObjects'> {
  readonly signal: AbortSignal;
  readonly onBug: (error: unknown) => void;
}
