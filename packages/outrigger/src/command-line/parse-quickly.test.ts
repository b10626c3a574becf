import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explainCommand } from '../explain/command.ts';
import { EXPLAIN_FLAGS } from '../explain/flags.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { longName, shortName } from './flag.ts';
import { parseQuickly } from './parse-quickly.ts';

const flags = EXPLAIN_FLAGS.flatMap((group) => group.flags);
const output = { write: () => {}, isTty: false, columns: undefined };
const surroundings: Surroundings = { env: {}, stdout: output, stderr: output, stdin: () => process.stdin };

const word = fc.constantFrom('a.yaml', '-', 'app', '30s', 'kubelet', 'json', 'always', '5', 'x=y', '1.30.3', '');
const flag = fc.constantFrom(...flags.flatMap((each) => [longName(each), shortName(each) ?? longName(each)]));
const assigned = fc.tuple(flag, word).map(([name, value]) => `${name}=${value}`);
const line = fc.array(
  fc.oneof({ weight: 3, arbitrary: word }, { weight: 3, arbitrary: flag }, assigned, fc.constant('--')),
  {
    maxLength: 8,
  },
);

test('a line that is parsed quickly is parsed as commander parses it', () => {
  fc.assert(
    fc.property(line, (words) => {
      const quick = parseQuickly(words, flags);
      fc.pre(quick !== undefined);
      expect({ words: quick?.words, values: quick?.values }).toEqual(byCommander(words));
    }),
    { numRuns: 3000 },
  );
});

test.each([
  [['pod.yaml'], { words: ['pod.yaml'] }],
  [['-f', 'a', '--filename=b', '-'], { words: ['-'], values: { filename: ['a', 'b'] } }],
  [['--no-headers', '--seed', '7'], { values: { headers: false, seed: 7 } }],
  [['--scenario', 'a', 'b', '-o', 'recording'], { values: { scenario: ['a', 'b'], output: 'recording' } }],
] as const)('%j is parsed quickly', (words, expected) => {
  expect(parseQuickly(words, flags)).toMatchObject(expected);
});

test.each([
  [['--help']],
  [['-h']],
  [['--kubelet']],
  [['--kubelt', '1.30']],
  [['-o', 'jsn']],
  [['--seed', 'x']],
  [['--no-headers=1']],
  [['-ojson']],
])('%j is left to commander', (words) => {
  expect(parseQuickly(words, flags)).toBeUndefined();
});

function byCommander(words: readonly string[]): unknown {
  let parsed: unknown;
  const command = explainCommand(surroundings, () => {}).exitOverride();
  command.action((files: readonly string[], values: unknown) => {
    parsed = { words: files, values };
  });
  command.parse(['node', 'outrigger', ...words]);
  return parsed;
}
