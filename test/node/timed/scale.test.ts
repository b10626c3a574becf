import { expect, test } from 'vitest';
import { COMMAND } from '../../command-in-clone.ts';
import { isFullRun } from '../../effort.ts';
import { runMany } from '../scale/run-many.ts';

// The aims are for 200 pods on a quiet machine (bench/run measures them); this one has other things to do, too.
const PODS = isFullRun ? 200 : 40;
const MIB = 2 ** 20;

test.runIf(process.platform === 'linux')(
  `${PODS} pods of one command are soon Ready, cost next to nothing at rest, and are soon gone`,
  { timeout: 120_000 },
  async () => {
    const one = await runMany({ command: [COMMAND], pods: 1, restMs: 0, probed: true });
    const many = await runMany({ command: [COMMAND], pods: PODS, restMs: 10_000, probed: true });
    expect(many.readyMs).toBeLessThan(30_000);
    expect(many.worker.restPercent).toBeLessThan(2);
    expect((many.worker.memory - one.worker.memory) / (PODS - 1)).toBeLessThan(MIB);
    expect(many.goneMs).toBeLessThan(15_000);
  },
);
