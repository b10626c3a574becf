import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createMemoryStore, openSqliteStore } from '@outrigger/events';
import { expect, test } from 'vitest';
import { AN_INCIDENT, SOME_EVENTS } from '../events/query/some-events.ts';
import { runMain, writeInput, writeInputs } from './run-main.ts';

test.each([
  ['clusters: [{ nam: east }]', /unknown field "clusters\[0\].nam"\n.*service.yaml:1:14/],
  ['retention: { maxAge: 3 days }', /"3 days" is no duration: write 30s, 15m, 12h or 30d\n.*service.yaml:1:22/],
  ['replicas: { leaseDuration: 1500ms }', /is no whole number of seconds, two at least/],
  ['buffer: { maxBytes: much }', /buffer.maxBytes: "much" is no size: write 512Mi or 10Gi/],
  ['listen: { port: 99999 }', /listen.port: 99999 is not taken/],
  ['clusters: [{ name: a }, { name: a }]', /two clusters have the same name/],
  ['store: [', /service.yaml:1:/],
])('a configuration %j is refused with its place', async (text, message) => {
  const { exitCode, stdout, stderr } = await runMain(['events', 'serve', '--config', writeInput(text, 'service.yaml')]);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
});

test.each([
  [['--config', '/nowhere.yaml'], 2, /\/nowhere.yaml cannot be read: ENOENT/],
  [['--kubeconfig', '/nowhere'], 3, /there is no kubeconfig \/nowhere/],
  [['--port', '70000'], 2, /there is no port 70000/],
  [['--health', 'here'], 2, /hint: write 0.0.0.0:8096/],
  [['--leases', 'Not A/Name'], 2, /"Not A\/Name" is no name of Leases\nhint: write observability\/events/],
  [['--rules', '/nowhere.yaml'], 2, /--rules: \/nowhere.yaml cannot be read: ENOENT/],
])('serve %j says what is missing', async (words, exitCode, message) => {
  const run = await runMain(['events', 'serve', ...words]);
  expect([run.exitCode, run.stdout]).toEqual([exitCode, '']);
  expect(run.stderr).toMatch(message);
});

test('what a field selector means for counts is said at the start', async () => {
  const words = ['--field-selector', 'type!=Normal', '--kubeconfig', '/nowhere'];
  const { stderr } = await runMain(['events', 'serve', ...words]);
  expect(stderr).toMatch(
    /^cluster default: only Events with type!=Normal are read; counts and incidents know of no others\n/,
  );
});

test('a store file is read without a service', async () => {
  const file = join(writeInputs({}), 'events.sqlite');
  await keep(file);
  const { stdout } = await runMain(['events', 'query', '--store', file, '--no-headers']);
  expect(stdout.trimEnd().split('\n')).toHaveLength(3);
  const incident = await runMain(['events', 'incidents', AN_INCIDENT.id, '--store', file]);
  expect(incident.stdout).toMatch(/^Incident incident-1: node\/node-1/);
});

test('Ctrl-C ends a tail of a store file with 130, behind what was there', async () => {
  const file = join(writeInputs({}), 'events.sqlite');
  await keep(file);
  const before = process.listenerCount('SIGINT');
  const running = runMain(['events', 'tail', '--store', file, '-o', 'jsonl']);
  await expect.poll(() => process.listenerCount('SIGINT')).toBe(before + 1);
  process.emit('SIGINT');
  const { exitCode, stdout, stderr } = await running;
  expect([exitCode, stdout.trimEnd().split('\n').length, stderr]).toEqual([130, 3, '']);
  expect(process.listenerCount('SIGINT')).toBe(before);
});

test.each([
  ['no-such.sqlite', /there is no .*no-such.sqlite\nhint: outrigger events serve makes one/],
  ['empty.sqlite', /empty.sqlite is empty: it is no store\nhint: outrigger events serve makes one/],
  ['text.sqlite', /text.sqlite cannot be used: file is not a database/],
  ['other.sqlite', /other.sqlite cannot be used: it is a database of another program/],
])('%s is no store', async (name, message) => {
  const folder = writeInputs({ 'text.sqlite': 'x'.repeat(2000), 'empty.sqlite': '' });
  const other = new DatabaseSync(join(folder, 'other.sqlite'));
  other.exec('CREATE TABLE theirs (x)');
  other.close();
  const { exitCode, stderr } = await runMain(['events', 'query', '--store', join(folder, name)]);
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(message)]);
  expect(existsSync(join(folder, 'no-such.sqlite'))).toBe(false);
  expect(statSync(join(folder, 'empty.sqlite')).size).toBe(0);
});

async function keep(file: string): Promise<void> {
  const opened = openSqliteStore(file);
  await using store = 'unusable' in opened ? createMemoryStore() : opened;
  await store.store({ observations: SOME_EVENTS, incidents: [AN_INCIDENT] });
}
