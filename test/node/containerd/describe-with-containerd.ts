import { afterAll, beforeAll, describe, test } from 'vitest';
import { installContainerd } from '../install-containerd.ts';
import { type Containerd, startContainerd } from './start-containerd.ts';

/**
 * A suite that runs real containers, on a containerd of its own. Where there can be none the suite is skipped aloud; in CI that is a
 * failure.
 */
export function describeWithContainerd(name: string, suite: (daemon: () => Containerd) => void): void {
  const missing = process.getuid?.() === 0 ? installContainerd() : 'containers need root';
  if (missing === undefined) {
    describe(name, () => {
      let daemon: Containerd | undefined;
      beforeAll(async () => {
        daemon = await startContainerd();
      });
      afterAll(() => daemon?.stop());
      suite(() => {
        if (!daemon) throw new Error('containerd has not started');
        return daemon;
      });
    });
    return;
  }
  const complaint = `SKIPPED ${name}: ${missing}`;
  process.stderr.write(`${complaint}\n`);
  if (process.env.CI) {
    test(`${name} has its containerd`, () => {
      throw new Error(complaint);
    });
  } else {
    test.skip(name, () => {});
  }
}
