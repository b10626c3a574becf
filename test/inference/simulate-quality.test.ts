import { describe, expect, test } from 'vitest';
import {
  type Compared,
  type ContenderName,
  compare,
  meanOfRuns,
  OBJECTIVE,
  type Setting,
  USUAL_SETTINGS,
  WORKLOADS,
} from '../../packages/inference/src/index.ts';
import { isFullRun } from '../effort.ts';

// Our default against what people have, with the same requests. Its constants were found with seeds 1 to 5; here it is judged with
// others. A sample each time; all of it in `npm run test:full`.
const RIVALS: readonly ContenderName[] = isFullRun
  ? ['weighted', 'decision-tree', 'decision-tree-v0.4.0', 'least-queue', 'round-robin']
  : ['weighted'];
const SEEDS = isFullRun ? [11, 12, 13, 14, 15] : [11];
const FORTY = Array.from({ length: 40 }, (_, at) => 1001 + at);
const LOADS = isFullRun ? (['low', 'medium', 'near saturation'] as const) : (['medium'] as const);
const PLACE = { low: 0, medium: 1, 'near saturation': 2 } as const;
const PLAYED = isFullRun ? WORKLOADS : WORKLOADS.slice(0, 5);

/** Neither is better: the other is ahead by 2 % at most. */
const TIES = ['shared-prefix medium weighted', 'reasoning medium round-robin'];

/**
 * Five seeds say nothing: of 180 requests one in ten is new, so that p90 lies between those that find their context and those that
 * do not; and one seed in ten goes beyond saturation before it ends.
 */
const MANY_SEEDS = ['code-generation low', 'reasoning near saturation'];

/** Within 5 %, and no further than chance: docs/inference/simulation.md says why. */
const BEHIND = ['reasoning near saturation least-queue'];

describe.each(PLAYED)('on $name', (workload) => {
  test.each(LOADS)(
    'at %s load our default gives a first token as soon as any other, and serves as many in time',
    (load) => {
      // Who does not know adapters loads them all the time, and such an overload takes long to play.
      const rivals = isFullRun || workload.name !== 'multi-lora' ? RIVALS : (['decision-tree-v0.4.0'] as const);
      const seeds = isFullRun && MANY_SEEDS.includes(`${workload.name} ${load}`) ? FORTY : SEEDS;
      const runs = seeds.map((seed) => played(workload, load, ['predicted', ...rivals], seed));
      const ofPolicy = (policy: ContenderName) =>
        runs.map((run) => run.find((row) => row.policy === policy) as Compared);
      const ours = ofPolicy('predicted');
      expect(ours.every(({ shed }) => shed.mean === 0)).toBe(true);
      for (const rival of rivals) {
        const theirs = ofPolicy(rival);
        const name = `${workload.name} ${load} ${rival}`;
        const goodput = ratio(ours, theirs, ({ goodput }) => goodput.mean);
        expect(goodput.mean, `goodput, ${name}`).toBeGreaterThan(0.98);
        // One that sheds serves the rest sooner: it is held to what it serves in time.
        if (theirs.some(({ shed }) => shed.mean > 0)) continue;
        const firstToken = ratio(ours, theirs, ({ ttft }) => Math.min(ttft.p90.mean, 1e6));
        if (workload.name.startsWith('scenario')) expect(firstToken.mean, name).toBeLessThan(1.05);
        else if (load === 'low' || BEHIND.includes(name)) {
          expect(firstToken.least, name).toBeLessThanOrEqual(1);
          expect(firstToken.mean, name).toBeLessThan(1.05);
        } else expect(firstToken.mean, name).toBeLessThan(TIES.includes(name) ? 1.025 : 1);
      }
    },
    600_000,
  );
});

function played(
  workload: (typeof WORKLOADS)[number],
  load: keyof typeof PLACE,
  policies: readonly ContenderName[],
  seed: number,
): readonly Compared[] {
  const setting = USUAL_SETTINGS[workload.name] as Setting;
  return [
    ...compare({
      ...setting,
      workload,
      policies,
      loads: [setting.loads[PLACE[load]]],
      seeds: [seed],
      objective: OBJECTIVE,
    }),
  ];
}

/** Seed by seed, for seeds differ more than policies: the mean ratio, and the least that 95 % confidence leaves. */
function ratio(ours: readonly Compared[], theirs: readonly Compared[], of: (row: Compared) => number) {
  const { mean, within = 0 } = meanOfRuns(ours.map((row, at) => Math.log(of(row) / of(theirs[at] as Compared))));
  return { mean: Math.exp(mean), least: Math.exp(mean - within) };
}
