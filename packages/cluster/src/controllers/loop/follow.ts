import { ApiError } from '../../client/api-error.ts';
import { backOffMs } from '../../client/back-off.ts';
import type { Client } from '../../client/client.ts';
import type { Clock } from '../../client/clock.ts';
import { ConnectionError } from '../../client/connection-error.ts';
import type { Kind } from '../kinds.ts';
import type { ObjectCache } from './object-cache.ts';

/** Keeps a cache as the server has it, until the signal; resolves when it is filled for the first time. */
export function follow(
  kind: Kind<unknown>,
  cache: ObjectCache,
  { client, clock, random, signal }: FollowOptions,
): Promise<void> {
  const { promise: filled, resolve } = Promise.withResolvers<void>();
  void keepOn();
  return filled;

  async function keepOn(): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      try {
        let version = await fill();
        resolve();
        failures = 0;
        while (!signal.aborted) version = await watchFrom(version);
      } catch (error) {
        if (signal.aborted) break;
        if (!(error instanceof ApiError || error instanceof ConnectionError)) throw error;
        failures++;
        await clock.delay(backOffMs({ baseMs: 800, capMs: 30_000 }, failures, random), signal);
      }
    }
    resolve();
  }

  async function fill(): Promise<string> {
    const { items, resourceVersion } = await client.list(kind);
    cache.replace(items, resourceVersion);
    return resourceVersion;
  }

  /** Gives the version at which the watch ended in good order. */
  async function watchFrom(from: string): Promise<string> {
    let version = from;
    for await (const lines of client.watch(kind, { resourceVersion: from, allowWatchBookmarks: true }, signal)) {
      for (const { type, object } of lines) {
        if (type === 'ERROR') throw new ApiError(Number(object['code'] ?? 500), { text: String(object['message']) });
        if (type === 'DELETED') cache.remove(object);
        else if (type !== 'BOOKMARK') cache.put(object);
        version = object.metadata?.resourceVersion ?? version;
      }
    }
    // A server that ends each watch at once is not asked without a pause.
    if (version === from) await clock.delay(1000 * random(), signal);
    return version;
  }
}

/** What it takes to follow. */
export interface FollowOptions {
  readonly client: Client;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
}
