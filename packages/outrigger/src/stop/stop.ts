import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ask, ownerOf, takeOver } from '@outrigger/node';
import { findPod, type KeptPod } from '../run/find-pod.ts';
import { openDriver } from '../run/open-driver.ts';
import { resume } from '../run/start-pod.ts';
import { stateRoot } from '../run/state-root.ts';
import type { Surroundings } from '../world/surroundings.ts';
import type { StopFlags } from './flags.ts';

/** Runs `outrigger stop` and answers with its exit code. */
export async function stop(
  names: readonly (readonly string[] | string)[],
  flags: StopFlags,
  surroundings: Surroundings,
): Promise<number> {
  const root = stateRoot(flags.state, surroundings.env);
  const pods = names.flat().map((name) => findPod(root, name, flags.namespace));
  const graceSeconds = flags.force ? 0 : flags.gracePeriod;
  await Promise.all(
    pods.map(async (pod) => {
      if (ownerOf(pod.folder.path) === undefined) await stopHere(pod, graceSeconds, root, surroundings);
      else {
        ask(pod.folder.path, { do: 'delete', ...(graceSeconds !== undefined && { graceSeconds }) });
        if (flags.wait && !(await isGone(pod))) await stopHere(pod, graceSeconds, root, surroundings);
      }
      surroundings.stdout.write(`pod/${pod.name} ${flags.wait ? 'stopped' : 'is being stopped'}\n`);
    }),
  );
  return 0;
}

/** Whoever looked after it was killed: this command takes it over for its last moments. */
async function stopHere(
  { folder, run, name }: KeptPod,
  graceSeconds: number | undefined,
  root: string,
  surroundings: Surroundings,
): Promise<void> {
  if (!takeOver(folder.path).ok) return;
  await using driver = await openDriver(run, root, surroundings);
  const pod = await resume(folder, run, {
    driver,
    hear() {},
    note: (message) => surroundings.stderr.write(`${name}: ${message}\n`),
  });
  pod.delete(graceSeconds);
  await pod.gone;
}

/** Waits until it is gone, or nobody looks after it any more: who was asked has been killed meanwhile. */
async function isGone({ folder }: KeptPod): Promise<boolean> {
  while (existsSync(folder.path)) {
    if (ownerOf(folder.path) === undefined && existsSync(folder.path)) return false;
    await delay(20);
  }
  return true;
}
