import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Decision,
  type DecisionLine,
  decisionTree,
  decisionTreeOf040,
  explainDecision,
  openDecisionLog,
  type Policy,
  predicted,
  readDecisions,
  recordDecisions,
  replayDecisions,
  seededRandom,
  sticky,
  weighted,
} from '@outrigger/inference';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Asked, type Server, situationOf } from '../schedule/situation-of.ts';

const POLICIES: readonly (() => Policy)[] = [decisionTree, decisionTreeOf040, weighted, sticky, predicted];

describe.each(POLICIES.map((make) => [make().name, make] as const))('decisions of %s', (_, make) => {
  test('come out of the log as they went in, and are made again exactly', () => {
    const written = play(make(), 200);
    const { lines, bad } = readDecisions(written);
    expect(bad).toEqual([]);
    const replay = replayDecisions(lines, make());
    expect(replay.decisions).toBe(200);
    expect(replay.changes).toEqual([]);
    expect(replay.uncachedTokens.replayed).toBe(replay.uncachedTokens.recorded);
  });

  test('are the same, byte by byte, for the same seed', () => {
    expect(play(make(), 50)).toBe(play(make(), 50));
  });
});

test('a learning policy is replayed from the middle of a log with what it had learned by then', () => {
  const all = readDecisions(play(predicted(), 300)).lines;
  const half = all.slice(Math.floor(all.length / 2));
  expect(replayDecisions(half, predicted()).changes).toEqual([]);
});

test('another policy is told apart: what would go elsewhere, and what that costs', () => {
  const { lines } = readDecisions(play(weighted(), 200));
  const replay = replayDecisions(lines, decisionTreeOf040());
  expect(replay.changes.length).toBeGreaterThan(0);
  const sum = (side: 'recorded' | 'replayed') =>
    [...replay.byEndpoint.values()].reduce((all, pair) => all + pair[side], 0);
  expect(sum('recorded')).toBe(200);
  expect(sum('replayed')).toBe(200);
  // The tree knows nothing of caches.
  expect(replay.uncachedTokens.replayed).toBeGreaterThan(replay.uncachedTokens.recorded);
});

test('what is recorded of a request has no header but those that steer', () => {
  const lines: DecisionLine[] = [];
  const policy = recordDecisions(weighted(), { write: (line) => lines.push(line), wallClock: () => 0 });
  policy.choose(situationOf([{}], { headers: { authorization: 'Bearer secret', 'x-session-token': 'bnMvcG9kMA==' } }));
  expect(JSON.stringify(lines)).not.toContain('secret');
  expect(lines[0]).toMatchObject({ request: { headers: { 'x-session-token': 'bnMvcG9kMA==' } } });
});

test('one of so many is recorded when that is asked for, and the others are chosen as ever', () => {
  const lines: DecisionLine[] = [];
  const policy = recordDecisions(weighted(), { write: (line) => lines.push(line), wallClock: () => 0, oneOf: 10 });
  for (let i = 0; i < 25; i++) expect(policy.choose(situationOf([{}, {}]))).toHaveProperty('chosen');
  expect(lines).toHaveLength(3);
});

test('an explanation says what told the winner from the next best, the weightiest first', () => {
  const explained = explainDecision(
    decisionOf(
      weighted(),
      [
        { kv: 0.5, waiting: 0 },
        { kv: 0.1, waiting: 4, cached: 100 },
        { kv: 0.2, waiting: 2, cached: 50 },
      ],
      { promptTokens: 100 },
    ),
  );
  expect(explained.headline).toBe(
    '1970-01-01T00:00:00.000Z request r for m (priority 0, 100 prompt tokens) went to pod1 (10.0.0.1:8000): policy weighted among 3 endpoints',
  );
  expect(explained.steps).toEqual([
    'better than pod2 (10.0.0.2:8000), the next best, by 0.7',
    'for it, 1.5: prefix-cache-scorer 1, there 0.5',
    'against it, 1: queue-scorer 0, there 0.5',
    'for it, 0.2: kv-cache-utilization-scorer 0.9, there 0.8',
  ]);
  expect(explained.table.map(({ candidate, total }) => [candidate.endpoint.pod?.name, total])).toEqual([
    ['pod1', 4.8],
    ['pod2', 4.1],
    ['pod0', 3],
  ]);
});

test('an explanation of the tree says what each filter kept', () => {
  const explained = explainDecision(
    decisionOf(decisionTree(), [{ waiting: 0, kv: 0.5 }, { waiting: 9 }, { waiting: 200 }], { priority: 1 }),
  );
  expect(explained.steps).toEqual([
    'low queue: keeps 2: pod0 (10.0.0.0:8000), pod1 (10.0.0.1:8000)',
    'lora affinity: none fits',
    'least queue: keeps 1: pod0 (10.0.0.0:8000)',
    'least kv cache: keeps 1: pod0 (10.0.0.0:8000)',
    'one of those that are left, by chance',
  ]);
});

test('an explanation of a refusal says that nobody had room', () => {
  const explained = explainDecision(decisionOf(decisionTree(), [{ waiting: 9 }, { waiting: 7 }]));
  expect(explained.headline).toContain('was refused (saturated)');
  expect(explained.steps).toEqual(['has room: none fits']);
});

test('equals are said to be equals', () => {
  const explained = explainDecision(decisionOf(weighted(), [{}, {}]));
  expect(explained.steps[0]).toMatch(/^as good as pod[01] .*: chance chose$/);
});

/** Lines of a log, and what is said of them. */
const BAD: readonly (readonly [what: string, line: string, expected: object])[] = [
  ['no JSON', '{"v":1,]', { line: 1, column: 8, message: 'no JSON: a line of a decision log is a JSON object' }],
  ['a line cut short', '{"v":1,"numb', { line: 1, message: 'no JSON: a line of a decision log is a JSON object' }],
  ['another version', '{"v":2}', { line: 1, column: 1, message: '"v" is 2: this version reads 1' }],
  ['a list', '[]', { line: 1, column: 1, message: 'an object is needed' }],
  ['no candidates', '{"v":1,"policy":"x","at":"","request":{},"candidates":[]}', { line: 1 }],
  ['an answer without a time', '{"v":1,"answered":1}', { line: 1, column: 1, message: '"tookMs" is to be a number' }],
];

test.each(BAD)('%s is told by its place, and the rest is read', (_, line, expected) => {
  const good = '{"v":1,"answered":1,"tookMs":3}';
  const read = readDecisions(`${line}\n${good}\n`);
  expect(read.lines).toEqual([JSON.parse(good)]);
  expect(read.bad).toMatchObject([expected]);
});

test('a place beyond the candidates is no choice', () => {
  const decision = { ...decisionOf(weighted(), [{}]), choice: { chosen: [1] } };
  expect(readDecisions(JSON.stringify(decision)).bad).toHaveLength(1);
});

test.each([
  ['left out, as in logs of before', undefined, 0],
  ['a number', 100, 0],
  ['nothing else', '100', 1],
] as const)('since when a prompt is first in line may be %s', (_, headSince, bad) => {
  const { candidates, ...decision } = decisionOf(weighted(), [{}]);
  const told = candidates.map((each) => ({ ...each, inFlight: { ...each.inFlight, headSince } }));
  expect(readDecisions(JSON.stringify({ ...decision, candidates: told })).bad).toHaveLength(bad);
});

describe('a log in a file', () => {
  const line: DecisionLine = { v: 1, answered: 1, tookMs: 10 };
  const bytes = JSON.stringify(line).length + 1;

  test('puts files aside when they are full, and keeps no more than it should', async () => {
    const path = join(folder(), 'decisions.jsonl');
    const log = openDecisionLog(path, failed, { fileBytes: bytes * 3, kept: 2, waitingBytes: 1 << 20 });
    for (let i = 0; i < 14; i++) log.write({ ...line, answered: i % 10 });
    await log.close();
    expect([path, `${path}.1`, `${path}.2`, `${path}.3`].map((file) => existsSync(file))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    for (const file of [path, `${path}.1`, `${path}.2`]) expect(statSync(file).size).toBeLessThanOrEqual(bytes * 3);
    const kept = [`${path}.2`, `${path}.1`, path].flatMap((file) => readDecisions(readFileSync(file, 'utf8')).lines);
    expect(kept.map((each) => ('answered' in each ? each.answered : -1))).toEqual([6, 7, 8, 9, 0, 1, 2, 3]);
    expect(log.dropped()).toBe(0);
  });

  test('continues a file that is there', async () => {
    const path = join(folder(), 'decisions.jsonl');
    for (let i = 0; i < 2; i++) {
      const log = openDecisionLog(path, failed);
      log.write(line);
      await log.close();
    }
    expect(readDecisions(readFileSync(path, 'utf8')).lines).toHaveLength(2);
  });

  test('drops what the disk cannot take in time, and counts it', async () => {
    const path = join(folder(), 'decisions.jsonl');
    const log = openDecisionLog(path, failed, { fileBytes: 1 << 20, kept: 1, waitingBytes: bytes * 5 });
    for (let i = 0; i < 8; i++) log.write(line);
    await log.close();
    expect(log.dropped()).toBe(3);
    expect(readDecisions(readFileSync(path, 'utf8')).lines).toHaveLength(5);
  });

  test('tells once that the disk refuses, and goes on', async () => {
    const errors: Error[] = [];
    const log = openDecisionLog(join(folder(), 'no', 'such', 'folder'), (error) => errors.push(error));
    for (let i = 0; i < 3; i++) {
      log.write(line);
      await log.close();
    }
    expect(errors).toHaveLength(1);
    expect(log.dropped()).toBe(3);
  });
});

/** A log of so many choices, in situations that a seed makes, each answered. */
function play(policy: Policy, count: number): string {
  let text = '';
  const random = seededRandom(11);
  const recording = recordDecisions(policy, {
    write: (line) => {
      text += `${JSON.stringify(line)}\n`;
    },
    wallClock: () => 0,
  });
  for (let i = 0; i < count; i++) {
    const draw = (most: number) => Math.floor(random() * most);
    const servers = Array.from({ length: 4 }, () => ({
      waiting: draw(8),
      kv: draw(80) / 100,
      requests: draw(10),
      prefillTokens: draw(20_000),
      cached: draw(2) * draw(4000),
    }));
    const made = situationOf(servers, { promptTokens: 4000, priority: 1 });
    // Part of what is under way has been computed by now.
    const candidates = made.candidates.map((state, at) => {
      const headTokens = state.inFlight.prefillTokens / 2;
      return { ...state, inFlight: { ...state.inFlight, headTokens, headSince: -200 * (at + (i % 7)) } };
    });
    const situation = { ...made, candidates, random };
    const choice = recording.choose(situation);
    if ('chosen' in choice) recording.watch?.(situation, choice.chosen[0] as number)(draw(1000));
  }
  return text;
}

function decisionOf(policy: Policy, servers: readonly Server[], asked: Asked = {}): Decision {
  const lines: DecisionLine[] = [];
  recordDecisions(policy, { write: (line) => lines.push(line), wallClock: () => 0 }).choose(
    situationOf(servers, asked),
  );
  return lines[0] as Decision;
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'outrigger-decisions-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

function failed(error: Error): void {
  throw error;
}
