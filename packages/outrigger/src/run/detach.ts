import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { openPodFolder, ownerOf, podFolders } from '@outrigger/node';
import { badFlag, Failure } from '../world/failure.ts';
import { makeFolder } from '../world/make-folder.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { keepingPods } from './keeping-pods.ts';
import type { RunRequest } from './run-in-foreground.ts';

/** By this variable a command knows that it is the one in the background. */
export const BACKGROUND = 'OUTRIGGER_BACKGROUND';

/** How long the command in the background may take until it looks after the pods, in ms. */
const PATIENCE = 30_000;

/** Starts the same command in the background, and answers when it looks after the pods. */
export async function detach(
  { root, workloads }: RunRequest,
  inputs: readonly string[],
  { stdout, env }: Surroundings,
): Promise<number> {
  if (inputs.includes('-')) throw badFlag('--detach', 'the standard input ends with this command', 'name a file');
  keepingPods(root, () => makeFolder(root));
  const bare = workloads.flatMap(({ pods }) => pods.map(({ namespace, name }) => openPodFolder(root, namespace, name)));
  const controlled = workloads.flatMap((each) => each.controlled ?? []);
  const taken = bare.find(({ path }) => ownerOf(path) !== undefined);
  if (taken) {
    throw new Failure(`a pod of these runs already; process ${ownerOf(taken.path)} looks after it`, {
      code: 'runs-already',
      hint: 'outrigger ps',
    });
  }
  if (controlled.length > 0) {
    const { checkFree } = await import('./controlled/open-cluster.ts');
    checkFree(root, controlled);
  }
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    detached: true,
    stdio: 'ignore',
    env: { ...env, [BACKGROUND]: '1' },
  });
  let hasEnded = false;
  child.once('exit', () => {
    hasEnded = true;
  });
  child.unref();
  // What controllers name their pods is not known before.
  const wanted = bare.length + controlled.reduce((sum, { firstPods }) => sum + firstPods, 0);
  // A folder is owned a moment before it says whose pod it is.
  const lookedAfter = () =>
    podFolders(root).flatMap((folder) => (ownerOf(folder.path) === child.pid ? (folder.readRun() ?? []) : []));
  for (let waited = 0; lookedAfter().length < wanted; waited += 20) {
    if (hasEnded || waited > PATIENCE) {
      throw new Failure(`the command in the background has ${hasEnded ? 'ended' : 'not started all pods yet'}`, {
        code: 'not-started',
        hint: 'run it without --detach to see why',
      });
    }
    await delay(20);
  }
  for (const { pod } of lookedAfter()) stdout.write(`pod/${pod.metadata?.name} started\n`);
  return 0;
}
