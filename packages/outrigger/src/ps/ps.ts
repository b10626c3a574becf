import { ownerOf, type ProcessUsage, processUsages, storedLife } from '@outrigger/node';
import { humanDuration, podRowAt, printRestarts } from '@outrigger/pod';
import { alignColumns } from '../resources/align-columns.ts';
import { type KeptPod, keptPods } from '../run/find-pod.ts';
import { stateRoot } from '../run/state-root.ts';
import { printable } from '../world/printable.ts';
import type { Surroundings } from '../world/surroundings.ts';
import type { PsFlags } from './flags.ts';

/** Runs `outrigger ps` and answers with its exit code. */
export async function ps(
  _: readonly string[],
  { namespace, output, headers, state }: PsFlags,
  { stdout, stderr, env }: Surroundings,
): Promise<number> {
  const pods = keptPods(stateRoot(state, env)).filter((pod) => namespace === undefined || pod.namespace === namespace);
  // Every process of the machine is looked at for what a pod uses: not where nobody sees it.
  const usages = output === 'wide' || output === 'json' ? processUsages() : undefined;
  const rows = pods.map((pod) => describe(pod, usages?.get(pod.run.uid)));
  if (output === 'json') stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  else if (output === 'name') for (const { name } of rows) stdout.write(`pod/${name}\n`);
  else if (rows.length === 0) stderr.write('no pods run here\n');
  else {
    const isWide = output === 'wide';
    const lines = rows.map((row) => {
      const cells = [row.namespace, row.name, row.ready, row.status, row.restarts, row.age, row.driver];
      const owner = row.owner === undefined ? 'nobody' : `process ${row.owner}`;
      return isWide ? [...cells, row.cpu, row.memory, owner] : cells;
    });
    const heads = ['NAMESPACE', 'NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE', 'DRIVER'];
    const headings = isWide ? [...heads, 'CPU', 'MEMORY', 'LOOKED AFTER BY'] : heads;
    const table = alignColumns(headers ? [headings, ...lines] : lines);
    stdout.write(printable(`${table.join('\n')}\n`, false));
  }
  return 0;
}

function describe({ folder, run, namespace, name }: KeptPod, usage: ProcessUsage | undefined) {
  const life = storedLife(folder, run, Date.now());
  const row = podRowAt(life, life.end);
  const owner = ownerOf(folder.path);
  return {
    namespace,
    name,
    ready: row?.ready ?? '0/0',
    // Whoever looked after it was killed; what it said last may not be true any more.
    status: owner === undefined ? `${row?.status ?? 'Unknown'} (nobody looks after it)` : (row?.status ?? 'Pending'),
    restarts: row ? printRestarts(row, life.end) : '0',
    age: humanDuration(life.end),
    driver: run.driver,
    cpu: usage ? `${usage.cpuSeconds.toFixed(1)}s` : '-',
    memory: usage ? `${Math.round(usage.memoryBytes / 2 ** 20)}Mi` : '-',
    owner,
  };
}
