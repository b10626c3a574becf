import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runMain, writeInput, writeInputs } from '../command/run-main.ts';
import { describeWithShared } from '../shared-material.ts';

describeWithShared('the stream of a cluster in which things were broken on purpose', 'golden/events', (folder) => {
  test('has an incident for each cause, with the right root and all it affected, in one piece, and none without a cause', async () => {
    expect(await judged(folder, 'incidents')).toEqual([
      'incidents: 31, without a cause 0, per found cause 1.00',
      'causes with all they affected: 33 of 33',
      'roots found: 33 of 33',
    ]);
  });

  test('has messages that are grouped by the templates from which they were written', async () => {
    expect(await judged(folder, 'templates')).toEqual(['grouping accuracy: 1.000 (317 of 317 messages)']);
  });

  test('has no reason that no rule knows', async () => {
    expect(await judged(folder, 'classes')).toEqual(['reasons known: 47 of 47']);
  });

  test('is told for people, too, with what came of what', async () => {
    const { exitCode, stdout } = await runMain(['events', 'replay', folder], { terminal: 400 });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /persistentvolumeclaim\/batch\/cart +deployment\/batch\/cart +ProvisioningFailed, FailedScheduling/,
    );
  });
});

test('what is no recording is refused with its place', async () => {
  const folder = writeInputs({ 'events.jsonl': '{"at":1,"type":"ADDED","object":{}}\n{"at":"soon"}\n' });
  const { exitCode, stderr } = await runMain(['events', 'replay', folder]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`${join(folder, 'events.jsonl')}:2:1: "at" is no number`);
  expect(stderr).toContain('{"at":"soon"}');
});

test('a folder without events is refused with what it should hold', async () => {
  const { exitCode, stderr } = await runMain(['events', 'replay', writeInputs({ 'other.txt': '' })]);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/events\.jsonl: there is no such file\nhint: a recording is a folder with events\.jsonl/);
});

test('events of objects that nobody knows, without times, in no order, are played all the same', async () => {
  const event = (name: string, more: object) => ({
    at: 5,
    type: 'ADDED',
    object: {
      kind: 'Event',
      metadata: { name, namespace: 'n', uid: name },
      reason: 'BackOff',
      type: 'Warning',
      ...more,
    },
  });
  const lines = [
    event('a', { involvedObject: { kind: 'Pod', namespace: 'n', name: 'p' }, count: -3 }),
    event('b', { involvedObject: null, message: null, lastTimestamp: '0001-01-01T00:00:00Z' }),
    event('c', { reason: '', firstTimestamp: 'never', source: 'me' }),
  ];
  const folder = writeInputs({ 'events.jsonl': lines.map((line) => JSON.stringify(line)).join('\n') });
  expect((await runMain(['events', 'replay', folder, '-o', 'jsonl'])).exitCode).toBe(0);
});

/** What the judge says last of a report; it ends with an error below what is accepted. */
async function judged(folder: string, report: string): Promise<readonly string[]> {
  const { stdout, stderr, exitCode } = await runMain(['events', 'replay', folder, '--report', report, '-o', 'jsonl']);
  expect([exitCode, stderr]).toEqual([0, '']);
  const said = execFileSync(process.execPath, [
    join(folder, 'compare.mjs'),
    folder,
    report,
    writeInput(stdout, 'played.jsonl'),
  ]);
  return said.toString().trimEnd().split('\n');
}
