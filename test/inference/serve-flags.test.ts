import { expect, test } from 'vitest';
import { runMain } from '../command/run-main.ts';

test.each(['', ':0', ':65536', 'metrics', '10.0.0.1:8200', 'http://x/metrics', ':8200/a b'])(
  'serve --server-metrics %j is no place where servers tell their metrics',
  async (place) => {
    const run = await runMain(['inference', 'serve', '--endpoints', '127.0.0.1:1', `--server-metrics=${place}`]);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('write :PORT, /PATH, or both, as :8200/metrics');
  },
);
