import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeWithShared } from '../shared-material.ts';
import { runMain, writeInput } from './run-main.ts';

const classify = (...line: readonly string[]) => runMain(['events', 'classify', ...line]);

const stuck = {
  kind: 'Event',
  metadata: { name: 'a.1', namespace: 'shop', uid: 'u1' },
  involvedObject: { kind: 'Pod', namespace: 'shop', name: 'a' },
  reason: 'OrderStuck',
  message: 'order 7 is stuck',
  type: 'Warning',
  count: 3,
  reportingComponent: 'shop',
};
const lost = {
  ...stuck,
  metadata: { name: 'n.1', namespace: 'default', uid: 'u2' },
  involvedObject: { kind: 'Node', name: 'n' },
  reason: 'NodeNotReady',
  type: 'Normal',
  count: 1,
  reportingComponent: 'kubelet',
};

describe('outrigger events classify REASON', () => {
  test('says all that the reason may mean', async () => {
    const { exitCode, stdout, stderr } = await classify('Evicted');
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
    expect(
      stdout
        .split('\n')
        .slice(0, 3)
        .map((line) => line.replace(/ {3,}/g, ' | ')),
    ).toEqual([
      'REASON | COMPONENT | KIND | TYPE | CATEGORY | SEVERITY | SUBCLASS | RULE | WHEN THE MESSAGE SAYS',
      'Evicted | kubelet | Pod | Warning | capacity | error | - | pod/Evicted | -',
      'Evicted | kubelet | Pod | Warning | capacity | error | ephemeral-storage | pod/Evicted | "low on resource: ephemeral-storage" or "ephemeral" or "EmptyDir"',
    ]);
  });

  test.each([
    [['NodeNotReady', '--kind', 'Node'], 'node critical'],
    [['NodeNotReady', '--kind', 'Pod'], 'node error'],
    [['Evicted', '--component', 'karpenter'], 'scaling notice'],
    [['FailedCreate', '--message', 'pods "a" is forbidden: exceeded quota: team'], 'capacity error quota'],
  ])('says what it means in an event: %j', async (line, expected) => {
    const { stdout } = await classify(...line, '-o', 'jsonl');
    const { category, severity, subclass } = JSON.parse(stdout) as Record<string, string | null>;
    expect([category, severity, subclass].filter(Boolean).join(' ')).toBe(expected);
  });

  test('guesses at one that nobody knows, and says so', async () => {
    const { exitCode, stdout, stderr } = await classify('OrderStuck', '-o', 'csv', '--no-headers');
    expect([exitCode, stdout, stderr]).toEqual([
      1,
      'OrderStuck,,,,,application,warning,,,,\r\n',
      'no rule knows "OrderStuck": this is a guess\n',
    ]);
  });

  test('asks rules of the user first', async () => {
    const rules = writeInput('rules: [{name: ours, reasons: [OrderStuck], severity: critical}]', 'rules.yaml');
    const { exitCode, stdout } = await classify('OrderStuck', '--rules', rules, '-o', 'jsonl');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ rule: 'user/ours', severity: 'critical' });
  });
});

describe('outrigger events classify -f', () => {
  test.each<[what: string, text: string]>([
    ['a list in JSON', JSON.stringify({ kind: 'List', items: [stuck, lost] }, undefined, 2)],
    [
      'a list of the API, whose items have no kind',
      JSON.stringify({ kind: 'EventList', items: [{ ...stuck, kind: undefined }, lost] }),
    ],
    ['JSON lines', `${JSON.stringify(stuck)}\n${JSON.stringify(lost)}\n`],
    ['documents one after another', `${JSON.stringify(stuck, undefined, 4)}\n${JSON.stringify(lost, undefined, 4)}\n`],
    [
      'changes of a watch',
      [stuck, lost, { ...lost, metadata: { ...lost.metadata, uid: 'u3', name: 'gone' } }]
        .map((object, i) => JSON.stringify({ type: i === 2 ? 'DELETED' : 'ADDED', object }))
        .join('\n'),
    ],
    [
      'YAML',
      `apiVersion: v1\nkind: List\nitems:\n${[stuck, lost].map((event) => `- ${JSON.stringify(event)}`).join('\n')}\n`,
    ],
  ])('reads %s', async (_, text) => {
    const { exitCode, stdout, stderr } = await classify('-f', writeInput(text, 'events'), '-o', 'jsonl');
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows.map(({ reason, count, severity, rule }) => [reason, count, severity, rule])).toEqual([
      ['OrderStuck', 3, 'warning', null],
      ['NodeNotReady', 1, 'critical', 'node/NodeNotReady'],
    ]);
    expect([exitCode, stderr]).toEqual([0, '1 of 2 reasons are known to a rule\n']);
  });

  test('reads standard input', async () => {
    const run = await runMain(['events', 'classify', '-f', '-'], { stdin: JSON.stringify(lost) });
    expect(run.stdout).toContain('NodeNotReady');
  });

  test('finds what no rule knows', async () => {
    const file = writeInput(JSON.stringify([stuck, lost]), 'events.json');
    const { exitCode, stdout } = await classify('-f', file, '--unclassified', '-o', 'jsonl');
    expect(exitCode).toBe(1);
    expect(stdout.trim().split('\n').length).toBe(1);
    expect(stdout).toContain('OrderStuck');
    const rules = writeInput('rules: [{name: ours, reasons: [OrderStuck], severity: critical}]', 'rules.yaml');
    expect((await classify('-f', file, '--unclassified', '--rules', rules)).exitCode).toBe(0);
  });

  test('a message can neither break lines nor steer the terminal', async () => {
    const file = writeInput(JSON.stringify({ ...stuck, reason: 'A\u001b[2J\nB' }), 'events.json');
    const { stdout } = await classify('-f', file);
    expect(stdout).not.toContain('\u001b');
    expect(stdout.trimEnd().split('\n').length).toBe(2);
  });
});

describe('outrigger events classify --list', () => {
  test('prints every reason of the catalogue', async () => {
    const { stdout } = await classify('--list', '--no-headers');
    const reasons = new Set(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    );
    expect(reasons.size).toBeGreaterThan(350);
    expect(reasons).toContain('FailedScheduling');
  });
});

describe('wrong use', () => {
  test.each<[line: readonly string[], complaint: string]>([
    [[], 'error: nothing to classify\n'],
    [['BackOff', '--list'], 'error: a REASON, -f and --list are three questions\n'],
    [['--list', '--message', 'x'], 'error: --message: there is no REASON for which it could be\n'],
    [['-f', '/nowhere.json'], 'error: /nowhere.json: there is no such file\n'],
    [['BackOff', '-o', 'xml'], 'error: '],
  ])('%j is told', async (line, complaint) => {
    const { exitCode, stdout, stderr } = await classify(...line);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(complaint);
  });

  test.each<[text: string, complaint: string]>([
    ['{"kind":"Event"}\n{"kind":', 'events:2:1: this is not JSON'],
    ['a: b: c', '--> '],
    ['{"kind":"Pod"}', 'there are no Events in it'],
  ])('a file with %j is told with its place', async (text, complaint) => {
    const { exitCode, stderr } = await classify('-f', writeInput(text, 'events'));
    expect(exitCode).toBe(2);
    expect(stderr).toContain(complaint);
  });

  test('rules with mistakes are told with their places', async () => {
    const rules = writeInput('rules:\n- name: a\n  when: event.raeson == "A"\n  severity: bad\n', 'rules.yaml');
    const { exitCode, stderr } = await classify('BackOff', '--rules', rules);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('rules.yaml:3:9');
    expect(stderr).toContain('rules.yaml:4:13');
  });
});

describeWithShared('outrigger events classify of a recorded cluster', 'golden/events', (folder) => {
  test('finds nothing that no rule knows', async () => {
    const { exitCode, stderr } = await classify('-f', join(folder, 'events.jsonl'), '--unclassified');
    expect([exitCode, stderr]).toEqual([0, '47 of 47 reasons are known to a rule\n']);
  });
});
