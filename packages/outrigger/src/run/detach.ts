import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { openPodFolder, ownerOf } from '@outrigger/node';
import { badFlag, Failure } from '../world/failure.ts';
import type { Surroundings } from '../world/surroundings.ts';
import type { RunRequest } from './run-in-foreground.ts';

/** By this variable a command knows that it is the one in the background. */
export const BACKGROUND = 'OUTRIGGER_BACKGROUND';

/** How long the command in the background may take until it looks after the pods, in ms. */
const PATIENCE = 10_000;

/** Starts the same command in the background, and answers when it looks after the pods. */
export async function detach(
  { root, workloads }: RunRequest,
  inputs: readonly string[],
  { stdout, env }: Surroundings,
): Promise<number> {
  if (inputs.includes('-')) throw badFlag('--detach', 'the standard input ends with this command', 'name a file');
  const folders = workloads.flatMap(({ lanes }) =>
    lanes.flatMap(([first]) => (first ? [openPodFolder(root, first.namespace, first.name)] : [])),
  );
  const taken = folders.find(({ path }) => ownerOf(path) !== undefined);
  if (taken) {
    throw new Failure(`a pod of these runs already; process ${ownerOf(taken.path)} looks after it`, {
      code: 'runs-already',
      hint: 'outrigger ps',
    });
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
  for (let waited = 0; folders.some(({ path }) => ownerOf(path) === undefined); waited += 20) {
    if (hasEnded || waited > PATIENCE) {
      throw new Failure('the command in the background has ended', {
        code: 'not-started',
        hint: 'run it without --detach to see why',
      });
    }
    await delay(20);
  }
  for (const { path } of folders) stdout.write(`pod/${path.replace(/^.*_/, '')} started\n`);
  return 0;
}
