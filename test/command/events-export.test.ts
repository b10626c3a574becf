import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '@outrigger/events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { someObservation } from '../../packages/events/src/store/testing/some-observation.ts';
import { INCIDENT, SHAPES } from '../../packages/events/src/store/testing/store-cases.ts';
import { runMain } from './run-main.ts';

let folder: string;
let store: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'outrigger-export-'));
  store = join(folder, 'events.sqlite');
  const opened = openSqliteStore(store);
  if ('unusable' in opened) throw new Error(opened.unusable);
  await opened.store({
    observations: SHAPES.map(([, said], n) => someObservation({ ...said, id: `shape-${n}` })),
    incidents: [INCIDENT],
    gaps: [{ cluster: 'main', from: INCIDENT.from, until: INCIDENT.until, why: 'shed', lost: 3 }],
  });
  await opened[Symbol.asyncDispose]();
});
afterEach(() => rmSync(folder, { recursive: true }));

const TOLD = SHAPES.reduce((sum, [, said]) => sum + someObservation(said).count, 0);
const run = (words: readonly string[], options: Parameters<typeof runMain>[1] = {}) =>
  runMain(['events', ...words], options);
const linesOf = async (file: string): Promise<readonly string[]> =>
  (await run(['export', '--store', file])).stdout.trimEnd().split('\n').toSorted();

describe('outrigger events export and import', () => {
  test.each(['jsonl', 'parquet'])(
    'what goes out as %s comes in again letter by letter, and only once',
    async (format) => {
      const file = join(folder, `events.${format}`);
      const exported = await run(['export', '--store', store, '-o', format, '--to', file]);
      expect(exported).toEqual({ exitCode: 0, stdout: '', stderr: `exported ${SHAPES.length} events\n` });
      const other = join(folder, 'other.sqlite');
      for (let n = 0; n < 2; n++) {
        expect(await run(['import', file, '--store', other])).toEqual({
          exitCode: 0,
          stdout: '',
          stderr: `${file}: read ${SHAPES.length} events; the store has ${n === 0 ? TOLD : 'no'} more occurrences than before\n`,
        });
      }
      expect((await linesOf(other)).join('\n') === (await linesOf(store)).join('\n')).toBe(true);
    },
  );

  test('standard output goes into standard input', async () => {
    const { stdout } = await run(['export', '--store', store]);
    const other = join(folder, 'other.sqlite');
    const { exitCode, stderr } = await run(['import', '-', '--store', other], { stdin: stdout });
    expect([exitCode, stderr]).toEqual([
      0,
      `standard input: read ${SHAPES.length} events; the store has ${TOLD} more occurrences than before\n`,
    ]);
    expect((await linesOf(other)).join('\n') === (await linesOf(store)).join('\n')).toBe(true);
  });

  test('filters choose as those of query', async () => {
    const { stdout } = await run(['export', '--store', store, '--severity', 'critical']);
    expect(stdout).not.toContain('"observation"');
    const named = await run(['export', '--store', store, '--text', 'something else']);
    expect(named.stdout.split('\n').filter((line) => line.includes('"observation"'))).toHaveLength(1);
  });

  test('what stood under the name stays until all of it is written; nothing else is left', async () => {
    const file = join(folder, 'events.jsonl');
    writeFileSync(file, 'older\n');
    const failed = await run(['export', '--server', 'http://127.0.0.1:1', '--to', file]);
    expect([failed.exitCode, readFileSync(file, 'utf8')]).toEqual([3, 'older\n']);
    expect((await run(['export', '--store', store, '--to', file])).exitCode).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(/^\{"observation"/);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('nothing of a table is printed on a terminal', async () => {
    const { exitCode, stdout, stderr } = await run(['export', '--store', store, '-o', 'parquet'], { terminal: 80 });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/hint: name a file with --to/);
  });

  const good = JSON.stringify({ observation: someObservation() });
  test.each([
    [
      'no JSON',
      `${good}\n{"observation": {"id": nonsense}}\n`,
      /events\.jsonl:2:1: this is not JSON.*\n {2}\{"observation": \{"id": nonsense/,
    ],
    ['a line that ends early', good.slice(0, 200), /events\.jsonl:1:201: this is not JSON/],
    [
      'another object',
      `${good}\n\n{"kind":"Event"}\n`,
      /events\.jsonl:3:1: it is none of observation, incident, gap\n {2}\{"kind":"Event"\}/,
    ],
    ['a wrong value', `${good.replace('"count":1', '"count":-1')}\n`, /events\.jsonl:1:1: .*observation\.count/],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d, 0x0a]), /events\.jsonl:1:1: .*no UTF-8/],
    ['a Parquet file of something else', Buffer.from('PAR1 nothing PAR1'), /events\.jsonl: /],
    ['what would steer the terminal', '{"\u001b[2J": 1}\n', /␛\[2J/],
  ])('a file with %s is refused with its place', async (_, text, expected) => {
    const file = join(folder, 'events.jsonl');
    writeFileSync(file, text);
    const { exitCode, stdout, stderr } = await run(['import', file, '--store', join(folder, 'other.sqlite')]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(expected);
    expect(stderr).toMatch(/\nhint: /);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test.each([
    [['import', 'none.jsonl', '--store', 'new.sqlite'], 2, /none\.jsonl: there is no such file/],
    [['import', '.', '--store', 'new.sqlite'], 2, /it is a folder/],
    [['import', 'none.jsonl'], 2, /--store: is missing/],
    [
      ['import', '-', '--store', 'clickhouse://someone:secret@127.0.0.1:1/x'],
      3,
      /ClickHouse at 127\.0\.0\.1:1\/x cannot be used/,
    ],
    [['import', '-', '--store', 'clickhouse://127.0.0.1:1/a-b'], 2, /"a-b" is no name/],
    [['export', '--store', 'none.sqlite'], 2, /there is no none\.sqlite/],
    [['export', '--to', '/none/such/file', '--store', 'STORE'], 2, /there is no such folder/],
    [['export', '--since', 'yesterday'], 2, /--since: is no time/],
  ])('%j is said in one line, with what to do', async (words, exitCode, message) => {
    const result = await run(
      words.map((word) => (word === 'STORE' ? store : word === 'new.sqlite' ? join(folder, word) : word)),
    );
    expect([result.exitCode, result.stdout]).toEqual([exitCode, '']);
    expect(result.stderr).toMatch(message);
    expect(result.stderr).not.toContain('secret');
    expect(existsSync('none.sqlite')).toBe(false);
  });
});
