import {
  type Decision,
  type DecisionLine,
  explainDecision,
  type LeftOut,
  readDecisions,
  recordDecisions,
  weighted,
} from '@outrigger/inference';
import { expect, test } from 'vitest';
import { situationOf } from '../schedule/situation-of.ts';

const OUT = { address: '10.0.0.9:8000', status: 503, times: 1, leftMs: 0, cause: 'failed-trial' } as const;

test.each<[leftOut: LeftOut, steps: readonly string[]]>([
  [
    { isPanic: false, endpoints: [{ ...OUT, is: 'ejected', leftMs: 24_100, times: 3 }] },
    ['ejected: 10.0.0.9:8000, for 25 s more (3 times by now): it failed on trial, the last 503'],
  ],
  [
    { isPanic: true, endpoints: [{ ...OUT, is: 'ejected', leftMs: 1000, cause: 'consecutive-5xx', status: 500 }] },
    [
      'too few are left without those that are ejected: all may be chosen',
      'ejected: 10.0.0.9:8000, for 1 s more: answers of 5xx in a row, the last 500',
    ],
  ],
  [
    { isPanic: false, endpoints: [{ ...OUT, is: 'on-trial' }] },
    ['on trial: 10.0.0.9:8000, with few requests at once until it has answered some (last 503)'],
  ],
])('a decision says who was left out: %j', (leftOut, steps) => {
  const lines: DecisionLine[] = [];
  const policy = recordDecisions(weighted(), { write: (line) => lines.push(line), wallClock: () => 0 });
  const situation = { ...situationOf([{}, {}]), leftOut: () => leftOut };
  policy.choose(situation);
  const read = readDecisions(JSON.stringify(lines[0]));
  expect(read.bad).toEqual([]);
  expect(explainDecision(read.lines[0] as Decision).steps.slice(0, steps.length)).toEqual(steps);
});

test('a log in which that is written wrong is refused with its place', () => {
  const lines: DecisionLine[] = [];
  recordDecisions(weighted(), { write: (line) => lines.push(line), wallClock: () => 0 }).choose(situationOf([{}]));
  const { bad } = readDecisions(JSON.stringify({ ...lines[0], leftOut: { endpoints: [{ address: 7 }] } }));
  expect(bad).toEqual([{ line: 1, column: 1, message: '"leftOut" is to have a list "endpoints"' }]);
});
