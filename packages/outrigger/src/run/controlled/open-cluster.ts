import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { arch, hostname, platform } from 'node:os';
import { join } from 'node:path';
import { ApiError, type Client, clientOf, createLocal, openSqliteStore, type Store } from '@outrigger/cluster';
import { ownerOf, podFolders, takeOver } from '@outrigger/node';
import { Failure } from '../../world/failure.ts';
import { makeFolder } from '../../world/make-folder.ts';
import { keepingPods } from '../keeping-pods.ts';
import type { ControlledObject } from '../plan/controlled-object.ts';
import { makeCompanions } from './companions.ts';
import { NODES } from './resources.ts';

/** A cluster that nobody reaches from outside: for the controllers of one command. */
export interface OwnCluster {
  readonly client: Client;
  /** What this machine is called in it. */
  readonly node: string;
  /** Ends it, and nothing of it is left. */
  readonly remove: () => void;
}

/** Opens the cluster of these objects: the one that a killed command has left with pods of it, or a new one. */
export async function openCluster(root: string, objects: readonly ControlledObject[]): Promise<OwnCluster> {
  const folder = clusterFolder(root, objects);
  keepingPods(root, () => {
    makeFolder(folder);
    const taken = takeOver(folder);
    if (!taken.ok) throw runsAlready(objects, taken.pid);
  });
  const server = createLocal({ store: keepingPods(root, () => openStore(root, folder)) });
  const client = clientOf(server, { username: 'system:outrigger', groups: ['system:masters', 'system:authenticated'] });
  const node = hostname().toLowerCase();
  await register(client, node);
  await makeCompanions(client, objects);
  return {
    client,
    node,
    remove() {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Whether a command that runs looks after these objects already. */
export function checkFree(root: string, objects: readonly ControlledObject[]): void {
  const pid = ownerOf(clusterFolder(root, objects));
  if (pid !== undefined) throw runsAlready(objects, pid);
}

/** One for what was asked for together; no pod's folder is named so. */
function clusterFolder(root: string, objects: readonly ControlledObject[]): string {
  const names = objects.map(({ kind, namespace, name }) => `${kind}/${namespace}/${name}`).toSorted();
  return join(root, `cluster-${createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 16)}`);
}

function runsAlready([first]: readonly ControlledObject[], pid: number): Failure {
  const title = first ? `${first.kind.toLowerCase()} ${first.namespace}/${first.name}` : 'this';
  return new Failure(`${title} runs already; process ${pid} looks after it`, {
    code: 'runs-already',
    hint: 'outrigger ps shows its pods, outrigger stop stops them',
  });
}

/** What was left is of use while a pod of it is still here. */
function openStore(root: string, folder: string): Store {
  const file = join(folder, 'objects.sqlite');
  const store = openSqliteStore(file);
  if (!('unusable' in store)) {
    const here = new Set(podFolders(root).map((each) => each.readRun()?.uid));
    const pods = store.list('pods', {});
    if (!('entries' in pods) || pods.entries.length === 0) return store;
    if (pods.entries.some(({ object }) => here.has(object.metadata?.uid))) return store;
    store.close();
  }
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  const fresh = openSqliteStore(file);
  if ('unusable' in fresh)
    throw new Failure(`${file} cannot be used: ${fresh.unusable}`, { code: 'state-not-writable', exitCode: 3 });
  return fresh;
}

/** DaemonSets ask which nodes there are. A node that is new takes no pods until its taint goes. */
async function register(client: Client, node: string): Promise<void> {
  const labels = {
    'kubernetes.io/hostname': node,
    'kubernetes.io/os': platform(),
    'kubernetes.io/arch': arch() === 'x64' ? 'amd64' : arch(),
  };
  try {
    await client.create(NODES, { apiVersion: 'v1', kind: 'Node', metadata: { name: node, labels } });
  } catch (error) {
    if (!(error instanceof ApiError && error.reason === 'AlreadyExists')) throw error;
  }
  await client.patch(NODES, { name: node }, { kind: 'merge', body: { spec: { taints: null } } });
}
