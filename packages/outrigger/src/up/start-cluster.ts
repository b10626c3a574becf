import { join } from 'node:path';
import {
  type Client,
  clientOf,
  createLocal,
  createScheduler,
  type Listening,
  type LocalServer,
  type NodeConnection,
  openSqliteStore,
  type Store,
  serveHttp,
  startControllers,
} from '@outrigger/cluster';
import { type Driver, nodeConnection, type RunningKubelet, startKubelet } from '@outrigger/node';
import { kubeletOf } from '@outrigger/pod';
import { commandOf } from '../run/image-commands.ts';
import { openDriver } from '../run/open-driver.ts';
import { badFlag, Failure } from '../world/failure.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { nodeName, thisMachine } from './cluster-node.ts';
import type { UpFlags } from './flags.ts';
import { followSignIn } from './follow-sign-in.ts';
import { isKnownImage } from './known-image.ts';
import { rootCertificate } from './root-certificate.ts';
import { signingKeyIn } from './signing-key.ts';

/** A cluster that runs in this process. */
export interface LocalCluster {
  readonly server: LocalServer;
  readonly listening: Listening;
  readonly admin: Client;
  readonly node: RunningKubelet | undefined;
  /** Ends the controllers, so that nothing is made anew. */
  readonly stopControllers: () => void;
  readonly close: () => Promise<void>;
}

/** What a cluster is started with. */
export interface ClusterOptions {
  readonly flags: UpFlags;
  readonly token: string;
  readonly images: Readonly<Record<string, readonly string[]>>;
  /** Where running pods are kept. */
  readonly root: string;
  readonly surroundings: Surroundings;
  readonly note: (message: string) => void;
}

/** Starts one; it is ready when this answers. */
export async function startCluster(options: ClusterOptions): Promise<LocalCluster> {
  const { flags, token, note } = options;
  const kubelet = kubeletOf(flags.kubelet);
  if (!kubelet) throw badFlag('--kubelet', `there is no kubelet ${flags.kubelet}`);
  let connection: NodeConnection | undefined;
  const { authenticationConfig } = flags;
  const controlling = new AbortController();
  const { signal } = controlling;
  const authentication = authenticationConfig
    ? await followSignIn(authenticationConfig, { signal, surroundings: options.surroundings })
    : undefined;
  const server = createLocal({
    token,
    ...(authentication && { authentication }),
    ...(flags.data !== undefined && { store: openStore(flags.data), signingKey: signingKeyIn(flags.data) }),
    // Without a node there is no metrics.k8s.io, either.
    ...(!flags.apiOnly && { nodes: (name: string) => (name === nodeName() ? connection : undefined) }),
  });
  // Before anybody can come: without a container runtime there is nothing to wait for.
  const driver = flags.apiOnly ? undefined : await openNodeDriver(options);
  const listening = await listen(server, flags.port ?? 0).catch(async (error: unknown) => {
    await driver?.[Symbol.asyncDispose]();
    throw error;
  });
  const admin = clientOf(server, { username: 'system:outrigger', groups: MASTERS });
  const certificate = rootCertificate(new Date());
  const started = { server, listening, admin, stopControllers: () => controlling.abort() };
  if (driver === undefined) {
    // What every namespace has in a real cluster is made here, too.
    await startControllers(controllerClient(server), { signal, only: API_CONTROLLERS, rootCertificate: certificate });
    return {
      ...started,
      node: undefined,
      async close() {
        await listening.close();
        server.close();
      },
    };
  }
  const living = new AbortController();
  const also = [createScheduler()];
  await startControllers(controllerClient(server), { signal, also, rootCertificate: certificate });
  const node = startKubelet({
    client: clientOf(server, { username: 'system:outrigger:node', groups: MASTERS }),
    machine: thisMachine({ kubelet: flags.kubelet, runtime: driver.runtime, folder: options.root }),
    signal: living.signal,
    root: options.root,
    driver,
    kubelet,
    run: {
      kubelet: flags.kubelet,
      timing: flags.timing,
      driver: flags.driver,
      cri: flags.cri,
      images: options.images,
      hostPaths: flags.allowHostPath ?? [],
    },
    note,
  });
  connection = nodeConnection(node);
  await node.ready;
  return {
    ...started,
    node,
    async close() {
      living.abort();
      await node.release();
      await driver[Symbol.asyncDispose]();
      await listening.close();
      server.close();
    },
  };
}

/** The objects of an earlier start, or of none. */
function openStore(folder: string): Store {
  const file = join(folder, 'objects.sqlite');
  const store = openSqliteStore(file);
  if (!('unusable' in store)) return store;
  throw new Failure(`${file} cannot be used: ${store.unusable}`, {
    code: 'unusable-data',
    exitCode: 2,
    hint: 'choose another folder with --data',
  });
}

const MASTERS = ['system:masters', 'system:authenticated'];
const API_CONTROLLERS = [
  'serviceaccount-controller',
  'root-ca-certificate-publisher-controller',
  'namespace-controller',
  'garbage-collector-controller',
];

function controllerClient(server: LocalServer): Client {
  return clientOf(server, { username: 'system:kube-controller-manager', groups: MASTERS });
}

async function listen(server: LocalServer, port: number): Promise<Listening> {
  try {
    return await serveHttp(server, port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    throw new Failure(`nothing can listen on port ${port}: ${(error as Error).message}`, {
      code: 'port-taken',
      exitCode: 3,
      hint: 'choose another one with --port, or leave it out',
      cause: error,
    });
  }
}

function openNodeDriver({ flags, images, root, surroundings }: ClusterOptions): Promise<Driver> {
  const stands = commandOf(images);
  const hasImage = (image: string) => isKnownImage(image, (name) => stands(name) !== undefined);
  return openDriver({ ...flags, images, hasImage }, root, surroundings);
}
