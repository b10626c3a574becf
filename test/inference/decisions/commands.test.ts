import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DecisionLine, decisionTree, recordDecisions, seededRandom, weighted } from '@outrigger/inference';
import { describe, expect, test } from 'vitest';
import { runMain, writeInput } from '../../command/run-main.ts';
import { situationOf } from '../schedule/situation-of.ts';

describe('outrigger inference explain', () => {
  test('says what docs/inference/decisions.md shows', async () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/inference/decisions.md'), 'utf8');
    const [story = ''] = (await runMain(['inference', 'explain', logOf(3)])).stdout.split('\n\n');
    expect(page).toContain(story);
  });

  test('says why the last request went where it went', async () => {
    const run = await runMain(['inference', 'explain', logOf(3)]);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(
      run.stdout,
    ).toBe(`2026-11-21T00:00:02.000Z request r2 for m (priority 0, 100 prompt tokens) went to pod1 (10.0.0.1:8000): policy weighted among 3 endpoints
  better than pod2 (10.0.0.2:8000), the next best, by 0.7
  for it, 1.5: prefix-cache-scorer 1, there 0.5
  against it, 1: queue-scorer 0, there 0.5
  for it, 0.2: kv-cache-utilization-scorer 0.9, there 0.8

    ENDPOINT               QUEUE   RUNNING   CACHE   IN FLIGHT   PREFILL   HELD   TOTAL
*   pod1 (10.0.0.1:8000)   4       0         10%     0           0         100    4.8
    pod2 (10.0.0.2:8000)   2       0         20%     0           0         50     4.1
    pod0 (10.0.0.0:8000)   0       0         50%     0           0         0      3
`);
  });

  test('finds a request by its id and an endpoint by its names', async () => {
    const log = logOf(5);
    expect((await runMain(['inference', 'explain', log, '--request', 'r1'])).stdout).toContain(' request r1 ');
    const run = await runMain(['inference', 'explain', log, '--endpoint', 'ns/pod1', '--last', '2', '-o', 'jsonl']);
    const told = run.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(told.map(({ request }) => request.id)).toEqual(['r3', 'r4']);
  });

  test('a request that is not there is said to be so, with what is', async () => {
    const run = await runMain(['inference', 'explain', logOf(3), '--request', 'x']);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('it has 3 decisions, from 2026-11-21T00:00:00.000Z to 2026-11-21T00:00:02.000Z');
  });

  test('what cannot be read is shown with its place', async () => {
    const run = await runMain(['inference', 'explain', writeInput('{"v":1}\nno json\n', 'log.jsonl')]);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('log.jsonl:1:1');
    expect(run.stderr).toContain('log.jsonl:2:1');
    expect(run.stderr).not.toContain('    at ');
  });

  test('a last line that a crash has cut short is left out', async () => {
    const run = await runMain(['inference', 'explain', writeInput(`${textOf(2)}{"v":1,"num`, 'log.jsonl')]);
    expect(run.exitCode).toBe(0);
    expect(run.stderr).toContain('the last line has no end and is left out');
    expect(run.stdout).toContain(' request r1 ');
  });
});

describe('outrigger inference replay', () => {
  test('makes the recorded choices again', async () => {
    const run = await runMain(['inference', 'replay', logOf(4)]);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toContain('weighted makes all 4 choices of weighted again\n');
  });

  test('says what another policy would change', async () => {
    const run = await runMain(['inference', 'replay', logOf(4), '--policy', 'decision-tree-v0.4.0', '--changes', '1']);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toBe(`decision-tree-v0.4.0 would send 4 of 4 requests elsewhere than weighted did (100.0 %)

                           RECORDED   REPLAYED   CHANGE
10.0.0.0:8000              0          4          +4
10.0.0.1:8000              4          0          -4
prompt tokens to compute   0          400        +400

TIME                       REQUEST   MODEL   RECORDED        REPLAYED
2026-11-21T00:00:00.000Z   r0        m       10.0.0.1:8000   10.0.0.0:8000
… and 3 more: --changes, -o json
`);
  });

  test('a policy that chooses differently now ends with 1', async () => {
    const text = textOf(2).replace('"chosen":[1]', '"chosen":[0]');
    const run = await runMain(['inference', 'replay', writeInput(text, 'log.jsonl'), '-o', 'json']);
    expect(run.exitCode).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({
      decisions: 2,
      changes: [{ number: 1, request: 'r0', recorded: '10.0.0.0:8000', replayed: '10.0.0.1:8000' }],
    });
  });

  test('a log of two policies needs to be told which', async () => {
    const run = await runMain(['inference', 'replay', writeInput(textOf(1) + textOf(1, decisionTree()), 'log.jsonl')]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('--policy: the log was written by weighted, decision-tree');
  });

  test('of a directory it is said what it is', async () => {
    const run = await runMain(['inference', 'replay', import.meta.dirname]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('a directory, where a file is needed');
  });

  test('a log without decisions says how one is written', async () => {
    const run = await runMain(['inference', 'replay', writeInput('\n', 'log.jsonl')]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('outrigger inference serve --decisions FILE');
  });
});

function logOf(count: number): string {
  return writeInput(textOf(count), 'decisions.jsonl');
}

/** A log of so many choices among the same three servers, a second apart. */
function textOf(count: number, policy = weighted()): string {
  const lines: DecisionLine[] = [];
  let at = Date.parse('2026-11-21T00:00:00Z');
  const recording = recordDecisions(policy, {
    write: (line) => lines.push(line),
    wallClock: () => {
      at += 1000;
      return at - 1000;
    },
  });
  const random = seededRandom(4);
  for (let i = 0; i < count; i++) {
    const servers = [{ kv: 0.5 }, { kv: 0.1, waiting: 4, cached: 100 }, { kv: 0.2, waiting: 2, cached: 50 }];
    const situation = situationOf(servers, { promptTokens: 100 });
    recording.choose({ ...situation, random, request: { ...situation.request, id: `r${i}` } });
  }
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
