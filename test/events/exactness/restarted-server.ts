import {
  createLocal,
  inProcess,
  type LocalOptions,
  type LocalServer,
  openSqliteStore,
  type Transport,
} from '@outrigger/cluster';

/** An API server that ends and comes back with what it has in its file; what is read and written goes to the one that is there. */
export interface RestartedServer {
  readonly store: Pick<LocalServer['store'], 'get' | 'put' | 'remove' | 'version' | 'compact'>;
  readonly transport: Transport;
  readonly restart: () => void;
  readonly close: () => void;
}

/** Starts the first one; without a file it has all in memory, and cannot come back. */
export function createRestartedServer(file: string | undefined, options: Omit<LocalOptions, 'store'>): RestartedServer {
  let server = start();
  let transport = inProcess(server, READER);
  function start(): LocalServer {
    if (file === undefined) return createLocal(options);
    const store = openSqliteStore(file);
    if ('unusable' in store) throw new Error(store.unusable);
    return createLocal({ ...options, store });
  }
  return {
    store: {
      get: (...of) => server.store.get(...of),
      put: (...of) => server.store.put(...of),
      remove: (...of) => server.store.remove(...of),
      version: () => server.store.version(),
      compact: (...of) => server.store.compact(...of),
    },
    transport: { send: (request) => transport.send(request) },
    restart() {
      server.close();
      server = start();
      transport = inProcess(server, READER);
    },
    close: () => server.close(),
  };
}

const READER = { username: 'reader', groups: ['system:masters'] };
