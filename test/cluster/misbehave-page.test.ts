import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasKubectl } from './kubectl/install-kubectl.ts';
import { startUp, type UpCluster } from './up/start-up.ts';

const page = readFileSync(new URL('../../docs/misbehave.md', import.meta.url), 'utf8');
const calls = [...page.matchAll(/```console\n([\s\S]*?)```/g)].flatMap(([, session = '']) =>
  session
    .split(/^\$ /m)
    .slice(1)
    .map((call) => /^(.*)\n([\s\S]*)$/.exec(call)?.slice(1) as [line: string, printed: string]),
);
/** What the first column of a table shows. */
const shown = (heading: string): readonly string[] =>
  [...(page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '').matchAll(/^\| `(\{.*?\})` \|/gm)].map(
    ([, json = '']) => json,
  );
const faults = shown('Faults');
const occasions = shown('When');

const isThere = hasKubectl() && spawnSync('curl', ['--version']).status === 0;
if (!isThere && process.env.CI) throw new Error('kubectl and curl are needed in CI');

describe.skipIf(!isThere)('docs/misbehave.md:', { timeout: 60_000 }, () => {
  let cluster: UpCluster;
  let server = '';
  beforeAll(async () => {
    cluster = await startUp(['--api-only']);
    server = `${cluster.url}/as/T`;
  }, 60_000);
  afterAll(() => cluster?.end());
  const set = async (fault: unknown) => {
    const answer = await fetch(`${server}/outrigger/misbehave`, { method: 'PUT', body: JSON.stringify(fault) });
    return { status: answer.status, text: await answer.text() };
  };

  test('there is a session', () => expect(calls.length).toBeGreaterThan(7));

  test.each(calls)('%s', (line, printed) => {
    const env = { ...process.env, KUBECONFIG: cluster.kubeconfig, SERVER: server };
    const quiet = line.replaceAll(/\bcurl\b/g, 'curl -sSN');
    const { stdout, stderr } = spawnSync('sh', ['-c', quiet], { env, encoding: 'utf8' });
    const seen = `${stderr}${stdout}`.replace(/(too old resource version: 1 )\(\d+\)/, '$1(<version>)');
    expect(seen.trimEnd()).toBe(printed.trimEnd());
  });

  test.each(faults)('the server takes %s', async (json) => {
    expect(await set(JSON.parse(json))).toMatchObject({ status: 200 });
  });

  test.each(occasions)('the server takes it when %s', async (json) => {
    expect(await set({ act: 'compact', when: JSON.parse(json) })).toMatchObject({ status: 200 });
  });

  test('every fault of the server is shown, and every occasion', async () => {
    const { text } = await set({ act: 'no such' });
    const known = /must be one of ([\w, ]+)/.exec(text)?.[1]?.split(', ').toSorted();
    expect([...new Set(faults.map((json) => (JSON.parse(json) as { act: string }).act))].toSorted()).toEqual(known);
    const fields = occasions.flatMap((json) => Object.keys(JSON.parse(json) as object));
    expect([...new Set(fields)].toSorted()).toEqual(['probability', 'resources', 'seed', 'times', 'users', 'verbs']);
  });
});
