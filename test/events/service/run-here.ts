import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, clientOf, createLocal, type LocalServer, machineClock } from '@outrigger/cluster';
import {
  bufferStore,
  createMemoryStore,
  type EventReader,
  type EventStore,
  readConfiguration,
  remoteReader,
  runService,
} from '@outrigger/events';
import { onTestFinished } from 'vitest';

/** A service in this process, before a buffered store that may be away. */
export interface HereService {
  readonly server: LocalServer;
  readonly client: Client;
  readonly reader: EventReader;
  readonly url: string;
  /** The lines of a metric. */
  readonly metric: (name: string) => Promise<readonly string[]>;
  readonly setAway: (isAway: boolean) => void;
  readonly kept: EventStore;
}

/** Runs one over a cluster of its own, with this configuration. */
export async function runHere(text: string, prepare?: (server: LocalServer) => void): Promise<HereService> {
  const read = await readConfiguration(`listen: { port: 0 }\n${text}`, 'service.yaml');
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join());
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-buffer-'));
  const server = createLocal();
  prepare?.(server);
  const client = clientOf(server, { username: 'outrigger', groups: ['system:masters'] });
  const kept = createMemoryStore();
  let isAway = false;
  const sometimes: EventStore = {
    ...kept,
    store: (batch) => (isAway ? Promise.reject(new Error('the store is away')) : kept.store(batch)),
  };
  const store = bufferStore(sometimes, { folder, clock: machineClock, maxBytes: read.configuration.buffer.maxBytes });
  const ending = new AbortController();
  const { promise, resolve } = Promise.withResolvers<string>();
  const connect = async (): Promise<Client> => client;
  const done = runService(
    { configuration: read.configuration, store, connect, clock: machineClock, run: 'r', onListening: resolve },
    ending.signal,
  );
  onTestFinished(async () => {
    ending.abort();
    await done;
    await store[Symbol.asyncDispose]();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const url = await Promise.race([promise, done.then((why) => Promise.reject(new Error(why?.detail)))]);
  return {
    server,
    client,
    kept,
    url,
    reader: remoteReader(url),
    setAway(is) {
      isAway = is;
    },
    async metric(name) {
      const all = await (await fetch(`${url}/metrics`)).text();
      return all.split('\n').filter((line) => line.startsWith(`outrigger_events_${name}`));
    },
  };
}
