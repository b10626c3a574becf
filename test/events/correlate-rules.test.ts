import { join } from 'node:path';
import type { Incident } from '@outrigger/events';
import { describe, expect, test } from 'vitest';
import { runMain, writeInputs } from '../command/run-main.ts';

/** A queue that is full, and what waits for it; a minute later the same pod fails again. */
const STREAM = [
  event(0, { kind: 'Queue', name: 'orders' }, 'QueueFull', '10000 of 10000 messages'),
  event(20, { kind: 'Pod', name: 'billing-0' }, 'PublishRefused', 'orders: no room'),
  event(80, { kind: 'Pod', name: 'billing-0' }, 'LostMessages', '12 of them'),
];

const RULES = `rules:
  - name: full-queue
    title: whoever publishes to a full queue is refused
    cause: { reasons: [QueueFull] }
    effect: { when: 'event.reason == "PublishRefused" && event.message.contains("no room")' }
    join: [cluster]
    window: 1m
`;

describe('a rule of a user', () => {
  test('makes one incident of what it links, with the cause for its root', async () => {
    const folder = recording({ 'rules.yaml': RULES });
    const { exitCode, stdout, stderr } = await runMain([
      'events',
      'correlate',
      folder,
      '--rules',
      join(folder, 'rules.yaml'),
      '-o',
      'csv',
    ]);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')[1]).toMatch(
      /^user\/full-queue,QueueFull of queue\/n\/orders,PublishRefused of pod\/n\/billing-0,.*,queue\/n\/orders,inc-/,
    );
  });

  test('that is the plain key of the article holds together what happens to one object within a time', async () => {
    const rules = 'rules:\n  - { name: same-object, cause: {}, effect: {}, join: [object], window: 5m }\n';
    const folder = recording({ 'rules.yaml': rules });
    const { stdout } = await runMain([
      'events',
      'correlate',
      folder,
      '--rules',
      join(folder, 'rules.yaml'),
      '--only-own',
      '-o',
      'jsonl',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      rule: 'user/same-object',
      cause: 'pod/n/billing-0',
      causeReason: 'PublishRefused',
      effectReason: 'LostMessages',
    });
  });

  test('that finds nothing is told, and the exit code says so', async () => {
    const folder = recording({ 'rules.yaml': RULES.replace('window: 1m', 'window: 5s') });
    const { exitCode, stderr } = await runMain(['events', 'correlate', folder, '--rules', join(folder, 'rules.yaml')]);
    expect([exitCode, stderr]).toEqual([1, 'user/full-queue has found nothing\n']);
  });

  test.each<[right: string, wrong: string, place: string, complaint: string]>([
    ['window: 1m', 'window: soon', '7:13', 'rules[0].window: "soon" is no duration'],
    ['join: [cluster]', 'join: [planet]', '6:12', 'rules[0].join[0]: "planet" is not known'],
    ['join: [cluster]', 'join: []', '6:11', 'rules[0].join is empty'],
    ['join: [cluster]', 'joins: [cluster]', '6:5', 'unknown field "rules[0].joins"'],
    ['{ reasons: [QueueFull] }', '{ reasons: QueueFull }', '4:23', 'rules[0].cause.reasons: expected a list'],
    ['event.reason ==', 'event.raeson ==', '5:21', 'rules[0].effect.when: there is no field "raeson"'],
    ['  - name: full-queue', '  - name: 7', '2:11', 'rules[0].name: expected a text'],
    ['    cause: { reasons: [QueueFull] }\n', '', '2:5', 'rules[0] has no cause'],
  ])('with a fault is refused with its place: %s', async (right, wrong, place, complaint) => {
    const folder = recording({ 'rules.yaml': RULES.replace(right, wrong) });
    const { exitCode, stderr } = await runMain(['events', 'correlate', folder, '--rules', join(folder, 'rules.yaml')]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`error: ${complaint}`);
    expect(stderr).toContain(`rules.yaml:${place}\n`);
    expect(stderr).toContain(wrong.trim());
  });
});

describe('rules of a user count wherever events are read anew:', () => {
  const CLASSES = 'rules: [{ name: lost, reasons: [LostMessages], category: storage, severity: critical }]\n';
  const ITEMS = STREAM.map(({ object }) => object);

  test('in a recording', async () => {
    const folder = recording({ 'causes.yaml': RULES, 'classes.yaml': CLASSES });
    const play = async (...words: readonly string[]) => {
      const { stdout } = await runMain(['events', 'replay', folder, '-o', 'jsonl', ...words]);
      return stdout
        .trimEnd()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line));
    };
    expect(reasonsOfOrders(await play())).toEqual(['QueueFull']);
    const own = ['--rules', join(folder, 'causes.yaml')];
    expect(reasonsOfOrders(await play(...own))).toEqual(['QueueFull', 'PublishRefused']);
    const classes = await play('--rules', join(folder, 'classes.yaml'), '--report', 'classes');
    expect(classes.find(({ reason }) => reason === 'LostMessages')).toMatchObject({
      category: 'storage',
      severity: 'critical',
      rule: 'user/lost',
    });
  });

  test('in a file that kubectl has printed', async () => {
    const folder = writeInputs({
      'causes.yaml': RULES,
      'classes.yaml': CLASSES,
      'list.json': JSON.stringify({ kind: 'List', items: ITEMS }),
    });
    const ask = async (what: string, ...rules: readonly string[]) => {
      const words = ['events', what, '-f', join(folder, 'list.json'), '-o', 'jsonl', '--limit', '20'];
      const { stdout } = await runMain([...words, ...rules.flatMap((name) => ['--rules', join(folder, name)])]);
      return stdout
        .trimEnd()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line));
    };
    expect(reasonsOfOrders(await ask('incidents'))).toEqual(['QueueFull']);
    const both = await ask('incidents', 'causes.yaml', 'classes.yaml');
    expect(reasonsOfOrders(both)).toEqual(['QueueFull', 'PublishRefused']);
    const events = await ask('query', 'classes.yaml');
    expect(events.find(({ reason }) => reason === 'LostMessages').class).toMatchObject({ severity: 'critical' });
  });

  test.each([
    ['incidents', ['-f', 'list.json', '--rules', 'bad.yaml'], /"soon" is no duration\n.*bad.yaml:7:13/],
    ['replay', ['.', '--rules', 'bad.yaml'], /"soon" is no duration\n.*bad.yaml:7:13/],
    [
      'incidents',
      ['--server', 'http://127.0.0.1:1', '--rules', 'bad.yaml'],
      /--rules: what was kept has been classified/,
    ],
    ['serve', ['--causes', 'bad.yaml'], /"soon" is no duration\n.*bad.yaml:7:13/],
    ['serve', ['--causes', 'no.yaml'], /--causes: .*no.yaml cannot be read: ENOENT/],
  ])('%s %j says what is wrong with them, and where', async (what, words, complaint) => {
    const files = { 'bad.yaml': RULES.replace('window: 1m', 'window: soon'), 'list.json': JSON.stringify(ITEMS) };
    const folder = recording(files);
    const placed = words.map((word) => (/yaml$|json$|^\.$/.test(word) ? join(folder, word) : word));
    const { exitCode, stdout, stderr } = await runMain(['events', what, ...placed]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(complaint);
  });
});

function reasonsOfOrders(incidents: readonly Pick<Incident, 'root' | 'reasons'>[]): readonly string[] | undefined {
  return incidents.find(({ root }) => root.name === 'orders')?.reasons;
}

function recording(files: Readonly<Record<string, string>>): string {
  return writeInputs({ ...files, 'events.jsonl': STREAM.map((line) => JSON.stringify(line)).join('\n') });
}

function event(seconds: number, object: { kind: string; name: string }, reason: string, message: string) {
  const at = Date.UTC(2026, 10, 21) + seconds * 1000;
  const uid = `${reason}-${seconds}`;
  return {
    at,
    type: 'ADDED',
    object: {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { namespace: 'n', name: uid, uid },
      involvedObject: { namespace: 'n', ...object },
      reason,
      message,
      type: 'Warning',
      count: 1,
      firstTimestamp: new Date(at).toISOString(),
      lastTimestamp: new Date(at).toISOString(),
    },
  };
}
