import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { giveUp, takeOver } from '@outrigger/node';
import { readImageCommands } from '../run/image-commands.ts';
import { onInterrupt } from '../run/on-interrupt.ts';
import { stateRoot } from '../run/state-root.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { applyFiles } from './apply-files.ts';
import type { UpFlags } from './flags.ts';
import { startCluster } from './start-cluster.ts';
import { stopPods } from './stop-pods.ts';
import { writeKubeconfig } from './write-kubeconfig.ts';

/** Runs `outrigger up` until it is told to end, and answers with its exit code. */
export async function up(paths: readonly string[], flags: UpFlags, surroundings: Surroundings): Promise<number> {
  const { env, stdout, stderr } = surroundings;
  const say = (text: string) => stderr.write(`${text}\n`);
  const images = await readImageCommands(flags);
  const token = flags.token ?? randomBytes(16).toString('hex');
  const state = ownFolder(flags.state ?? join(stateRoot(undefined, env), '..', 'up'));
  const root = join(state, 'pods');
  const cluster = await startCluster({ flags, token, images, root, surroundings, note: say });
  const kubeconfig = flags.kubeconfig ?? join(state, 'kubeconfig');
  writeKubeconfig(kubeconfig, { server: cluster.listening.url, token });

  const { promise: interrupted, resolve: interrupt } = Promise.withResolvers<void>();
  const killing = new AbortController();
  let interrupts = 0;
  using _ = onInterrupt(() => {
    interrupts++;
    if (interrupts === 1) interrupt();
    else killing.abort();
  });
  stdout.write(`ready: ${cluster.listening.url}   export KUBECONFIG=${kubeconfig}\n`);
  const exitCode = await applyFiles([...paths, ...(flags.filename ?? [])], { cluster, flags, surroundings });
  if (exitCode === 0) await interrupted;
  if (cluster.node && cluster.node.pods().length > 0) say('stopping; once more to kill');
  cluster.stopControllers();
  await stopPods(cluster, killing.signal);
  await cluster.close();
  giveUp(state);
  return exitCode;
}

/** A folder that no other cluster of this machine uses; one that a killed cluster has left is taken again, and cleaned up. */
function ownFolder(base: string): string {
  for (let number = 1; ; number++) {
    const folder = join(base, String(number));
    mkdirSync(join(folder, 'pods'), { recursive: true, mode: 0o700 });
    if (takeOver(folder).ok) return folder;
  }
}
