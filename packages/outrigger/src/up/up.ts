import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { giveUp, takeOver } from '@outrigger/node';
import { readImageCommands } from '../run/image-commands.ts';
import { onInterrupt } from '../run/on-interrupt.ts';
import { stateRoot } from '../run/state-root.ts';
import { badFlag, Failure } from '../world/failure.ts';
import { makeFolder } from '../world/make-folder.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { writable } from '../world/writable.ts';
import { type ApplyOptions, applyFiles, prune } from './apply-files.ts';
import type { UpFlags } from './flags.ts';
import { runCommand } from './run-command.ts';
import { startCluster } from './start-cluster.ts';
import { stopPods } from './stop-pods.ts';
import { watchFolder } from './watch-folder.ts';
import { writeKubeconfig } from './write-kubeconfig.ts';

/** Where the manifests are, and what is to be run when they are applied. */
export interface UpInputs {
  readonly paths: readonly string[];
  /** The words behind `--`; none for a cluster that stays until it is told to end. */
  readonly command: readonly string[];
}

/** Runs `outrigger up` until it is told to end, and answers with its exit code. */
export async function up({ paths, command }: UpInputs, flags: UpFlags, surroundings: Surroundings): Promise<number> {
  const { env, stdout, stderr } = surroundings;
  const say = (text: string) => stderr.write(`${text}\n`);
  if (flags.port !== undefined && flags.port > 65_535) throw badFlag('--port', `there is no port ${flags.port}`);
  if (flags.watch !== undefined) checkFolder(flags.watch);
  const images = await readImageCommands(flags);
  const state =
    flags.data === undefined
      ? ownFolder(flags.state ?? join(stateRoot(undefined, env), '..', 'up'))
      : dataFolder(flags.state ?? flags.data, flags.data);
  const token = flags.token ?? randomBytes(16).toString('hex');
  const root = join(state, 'pods');
  const { promise: interrupted, resolve: interrupt } = Promise.withResolvers<void>();
  const killing = new AbortController();
  let interrupts = 0;
  using _ = onInterrupt(() => {
    interrupts++;
    if (interrupts === 1) interrupt();
    else killing.abort();
  });
  const cluster = await startCluster({ flags, token, images, root, surroundings, note: say });
  try {
    const kubeconfig = flags.kubeconfig ?? join(state, 'kubeconfig');
    writeKubeconfig(kubeconfig, { server: cluster.listening.url, token });
    const options: ApplyOptions = { cluster, namespace: flags.namespace ?? 'default', surroundings };
    const { ok } = await applyFiles([...paths, ...(flags.filename ?? [])], options);
    if (!ok) return 2;
    using _watched = flags.watch === undefined ? undefined : await keepApplied(flags.watch, options);
    // What a command prints is all that stdout is for.
    if (command.length > 0) return await runCommand(command, { kubeconfig, interrupted });
    stdout.write(`ready: ${cluster.listening.url}   export KUBECONFIG=${kubeconfig}\n`);
    await interrupted;
    return 0;
  } finally {
    if (cluster.node && cluster.node.pods().length > 0) say('stopping; once more to kill');
    cluster.stopControllers();
    await stopPods(cluster, killing.signal);
    await cluster.close();
    giveUp(state);
  }
}

/** Applies a folder now and after each change; what has gone from it goes from the cluster. */
async function keepApplied(folder: string, options: ApplyOptions): Promise<Disposable> {
  let known = (await applyFiles([folder], options)).objects;
  return watchFolder(folder, async () => {
    const { ok, objects } = await applyFiles([folder], options);
    // A manifest that cannot be read does not say that its objects should go.
    if (!ok) return;
    await prune(known, objects, options);
    known = objects;
  });
}

/** Without a folder there is nothing to wait for: what comes later by that name is not seen. */
function checkFolder(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  const why = found ? 'is no folder' : 'no such folder';
  throw badFlag('--watch', `${path}: ${why}`, found ? `apply a file with -f ${path}` : 'name one that is there');
}

/** The folder of a cluster that is to be found again, with the pods that run. */
function dataFolder(state: string, data: string): string {
  const hint = 'choose another folder with --data';
  const taken = writable({ message: `no cluster can be kept in ${data}`, hint }, () => {
    makeFolder(data);
    makeFolder(join(state, 'pods'));
    return takeOver(state);
  });
  if (taken.ok) return state;
  throw new Failure(`another cluster (process ${taken.pid}) uses ${state}`, {
    code: 'data-in-use',
    exitCode: 3,
    hint: 'end it, or choose another folder with --data',
  });
}

/** A folder that no other cluster of this machine uses; one that a killed cluster has left is taken again, and cleaned up. */
function ownFolder(base: string): string {
  const hint = 'choose another folder with --state, XDG_STATE_HOME or OUTRIGGER_STATE';
  return writable({ message: `no cluster can be kept in ${base}`, hint }, () => {
    for (let number = 1; ; number++) {
      const folder = join(base, String(number));
      makeFolder(join(folder, 'pods'));
      if (takeOver(folder).ok) return folder;
    }
  });
}
