import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UP_FLAGS } from '../../packages/outrigger/src/up/flags.ts';
import { flagTables } from '../command/flag-tables.ts';
import { hasKubectl } from './kubectl/install-kubectl.ts';
import { kubectlOf, startUp, type UpCluster } from './up/start-up.ts';

const root = new URL('../../', import.meta.url).pathname;
const page = readFileSync(`${root}docs/commands/up.md`, 'utf8');
const block = /```console\n\$ outrigger up (.*) &\n(ready: .*)\n([\s\S]*?)```/.exec(page) ?? [];
const [, flags = '', readyLine = '', session = ''] = block;
const calls = session
  .split(/^\$ kubectl /m)
  .slice(1)
  .map((call) => /^(.*)\n([\s\S]*)$/.exec(call)?.slice(1) as [line: string, printed: string]);

test('docs/commands/up.md shows the flags of the command', () => {
  expect(page).toContain(`\n## Flags\n\n${flagTables(UP_FLAGS)}\n`);
});

describe.skipIf(!hasKubectl())('docs/commands/up.md:', { timeout: 60_000 }, () => {
  let cluster: UpCluster;
  beforeAll(async () => {
    cluster = await startUp(flags.split(' ').map((word) => (word.startsWith('examples/') ? root + word : word)));
  }, 60_000);
  afterAll(() => cluster?.end());

  test('there is a session', () => {
    expect(readyLine).toMatch(/^ready: http:\/\/127\.0\.0\.1:\d+ {3}export KUBECONFIG=\S+kubeconfig$/);
    expect(calls.length).toBeGreaterThan(4);
  });

  test.each(calls)('kubectl %s', (line, printed) => {
    const { stdout, stderr } = kubectlOf(cluster)(line);
    // What is waited for is told on the way, and by newer versions with more words.
    const seen = `${stderr}${stdout}`.replaceAll(/^Waiting for deployment .*\n/gm, '');
    expect(masked(seen)).toBe(masked(printed));
  });
});

function masked(text: string): string {
  return text
    .replaceAll(/greeter-[a-f0-9]+-\w{5}/g, 'greeter-<pod>')
    .replaceAll(/\d+s$/gm, '<age>')
    .replaceAll(/ (deleted) from .* namespace$/gm, ' $1');
}
