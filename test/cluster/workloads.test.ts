import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeWithShared } from '../shared-material.ts';
import { playWorkload } from './workloads/play-workload.ts';
import { differences, readRecordedWorkloads } from './workloads/recorded-workloads.ts';

// Deployments, sets, jobs and budgets fare with our controllers as they did in a real cluster. The kubelet is the engine's, and
// time is virtual, so that two and a half minutes of a cron job take a moment.
describeWithShared('workloads of a real cluster', 'golden/workloads', (folder) => {
  const recorded = readRecordedWorkloads(folder);

  test.for(namesIn(folder))('%s', { timeout: 60_000 }, async (name) => {
    const workloads = await recorded;
    const life = await playWorkload(workloads, name);
    expect(differences(workloads, name, life)).toEqual([]);
  });
});

function namesIn(folder: string): readonly string[] {
  const lines = readFileSync(join(folder, 'recorded-1.jsonl'), 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => (JSON.parse(line) as { readonly name: string }).name);
}
