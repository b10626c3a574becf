import { storedLife } from '@outrigger/node';
import { eventTable } from '@outrigger/pod';
import { findPod, keptPods } from '../../run/find-pod.ts';
import { stateRoot } from '../../run/state-root.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import type { HereFlags } from './flags.ts';

/** Runs `outrigger events here` and answers with its exit code. */
export async function here(
  [wanted]: readonly (string | undefined)[],
  { namespace, output, state }: HereFlags,
  { stdout, env }: Surroundings,
): Promise<number> {
  const root = stateRoot(state, env);
  const pods =
    wanted === undefined
      ? keptPods(root).filter((pod) => namespace === undefined || pod.namespace === namespace)
      : [findPod(root, wanted, namespace)];
  for (const { folder, run, namespace: place, name } of pods) {
    const life = storedLife(folder, run, Date.now());
    if (output === 'json') {
      for (const event of life.events) stdout.write(`${JSON.stringify({ namespace: place, pod: name, ...event })}\n`);
      continue;
    }
    const [, ...table] = eventTable(life);
    stdout.write(`pod/${name} (${place})\n${table.join('\n')}\n`);
  }
  return 0;
}
