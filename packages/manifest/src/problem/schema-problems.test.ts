import { expect, test } from 'vitest';
import { parseValue } from '../object/parse-value.ts';
import { type SchemaIssue, schemaProblems } from './schema-problems.ts';

const text = 'listen:\n  port: 99999\n  prot: 1\nclusters: [{ namespace: shop }]\n';

test.each<[issue: SchemaIssue, message: string, code: string, line: number, column: number]>([
  [
    { code: 'too_big', path: ['listen', 'port'], message: 'Too big: expected number to be <=65535' },
    'listen.port: 99999 is not taken: Too big: expected number to be <=65535',
    'invalid-value',
    2,
    9,
  ],
  [
    { code: 'invalid_type', path: ['clusters', 0, 'namespace'], message: 'Invalid input: expected array|null' },
    'clusters[0].namespace: "shop" is not taken: expected array, null',
    'wrong-type',
    4,
    25,
  ],
  [
    { code: 'custom', path: ['listen', 'port'], message: 'is no port' },
    'listen.port: 99999 is no port',
    'invalid-value',
    2,
    9,
  ],
  [
    { code: 'custom', path: ['clusters'], message: 'has one cluster' },
    'clusters: [{"namespace":"shop"}] has one cluster',
    'invalid-value',
    4,
    11,
  ],
  [
    { code: 'invalid_type', path: ['clusters', 0, 'name'], message: 'Invalid input: expected string' },
    'clusters[0].name is missing',
    'missing-field',
    4,
    12,
  ],
  [
    { code: 'unrecognized_keys', path: ['listen'], message: 'Unrecognized key', keys: ['prot'] },
    'unknown field "listen.prot"',
    'unknown-field',
    3,
    3,
  ],
])('%j is told as %s', async (issue, message, code, line, column) => {
  const [problem] = await problemsOf([issue]);
  expect(problem).toMatchObject({ message, code, file: 'service.yaml', position: { line, column } });
});

test('what holds for all of it is told of it by its name', async () => {
  const [problem] = await problemsOf([{ code: 'custom', path: [], message: 'is nothing' }]);
  expect(problem?.message).toMatch(/^the configuration: \{.* is nothing$/);
});

test('each key that is not known is a problem of its own, with the page that has them all', async () => {
  const issue = { code: 'unrecognized_keys', path: [], message: 'Unrecognized keys', keys: ['listen', 'clusters'] };
  const problems = await problemsOf([issue]);
  expect(problems.map(({ path, hint }) => [path, hint])).toEqual([
    [['listen'], 'see docs/page.md for what there is'],
    [['clusters'], 'see docs/page.md for what there is'],
  ]);
});

async function problemsOf(issues: readonly SchemaIssue[]) {
  const parsed = await parseValue(text, 'service.yaml');
  if (!parsed.ok) throw new Error('it is well-formed');
  return schemaProblems(issues, { ...parsed, file: 'service.yaml', whole: 'the configuration', page: 'docs/page.md' });
}
