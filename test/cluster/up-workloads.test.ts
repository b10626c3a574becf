import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { isFullRun } from '../effort.ts';
import { describeWithShared } from '../shared-material.ts';
import { startUp } from './up/start-up.ts';

/** Short ones of every kind; all 35 in `npm run test:full`. */
const SAMPLE = [
  'deployment recreates',
  'deployment replaces a deleted pod',
  'deployment deleted, foreground',
  'deployment deleted, orphaning',
  'stateful set in parallel',
  'daemon set rolls out',
  'job indexed',
  'job with a sidecar ends',
  'job policy: a code fails the job',
  'job removed after its time',
  'job suspended and resumed',
  'job deleted in the background',
  'disruption budget holds an eviction back',
];

// With real processes, in real time; the same in virtual time: workloads.test.ts.
describeWithShared('workloads in outrigger up', 'golden/workloads', (folder) => {
  test('fare as in a recorded cluster', { timeout: 300_000 }, async () => {
    const cluster = await startUp();
    const place = mkdtempSync(join(tmpdir(), 'workloads-'));
    const played = join(place, 'played.jsonl');
    const run = promisify(execFile);
    const only = isFullRun ? [] : ['--only', `^(${SAMPLE.join('|')})$`];
    try {
      const parameters = ['--server', cluster.url, '--token', 'T', '--out', played, '--jobs', '13', ...only];
      await run(process.execPath, [join(folder, 'play.mjs'), ...parameters]);
      const recorded = [1, 2].map((number) => join(folder, `recorded-${number}.jsonl`)).join();
      const compare = run(process.execPath, [join(folder, 'compare.mjs'), recorded, played]);
      const { stdout } = await compare.catch((failed: { readonly stdout: string }) => failed);
      // What was not played stands there in two lines, its name and that it was not.
      const differing = stdout.replaceAll(/^.*\n {2}not played\n/gm, '').split('\n');
      expect(differing.filter((line) => line !== '' && !/^\d+ of 35 workloads agree$/.test(line))).toEqual([]);
      const agreeing = Number(/^(\d+) of 35 workloads agree$/m.exec(stdout)?.[1]);
      expect(agreeing).toBe(isFullRun ? 35 : SAMPLE.length);
    } finally {
      await cluster.end();
      rmSync(place, { recursive: true });
    }
  });
});
