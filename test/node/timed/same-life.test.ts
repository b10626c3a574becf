import { realpathSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isFullRun } from '../../effort.ts';
import { describeWithShared } from '../../shared-material.ts';
import { describeWithContainerd } from '../containerd/describe-with-containerd.ts';
import { actAndJudge } from './same-life.ts';

// The same life, three hands: what the engine plays is acted out by real processes and by real containers, and judged by the
// recordings of a real kubelet. The machine that runs this is not the one that was recorded, and is never quite idle.
const ACCEPTED = isFullRun ? 0.95 : 0.85;
const LIMIT = isFullRun ? 900_000 : 240_000;

describeWithShared('the recordings of kubelet 1.36.2', 'golden', (shared) => {
  const golden = realpathSync(shared);

  test('processes live as the containers of a real kubelet did', { timeout: LIMIT }, async () => {
    const { agree, judged } = await actAndJudge(golden, ['--driver', 'process']);
    expect(agree).toBeGreaterThanOrEqual(Math.floor(judged * ACCEPTED));
    expect(judged).toBeGreaterThan(10);
  });

  describeWithContainerd('on a containerd', (daemon) => {
    test('containers live as those of a real kubelet did', { timeout: LIMIT }, async () => {
      const { agree, judged } = await actAndJudge(golden, ['--driver', 'cri', '--cri', daemon().endpoint]);
      expect(agree).toBeGreaterThanOrEqual(Math.floor(judged * ACCEPTED));
      expect(judged).toBeGreaterThan(10);
    });
  });
});
