import type { ExtProcServer } from '@outrigger/inference';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runMain } from '../command/run-main.ts';
import { startTestPool } from './test-pool.ts';

let server: ExtProcServer;
let empty: ExtProcServer;
let address: string;

beforeAll(async () => {
  ({ server } = await startTestPool(['10.0.0.1:8000', '10.0.0.1:8001', '10.0.0.2:8000']));
  ({ server: empty } = await startTestPool([]));
  address = `127.0.0.1:${server.port}`;
});
afterAll(() => Promise.all([server.close(0), empty.close(0)]));

test('our picker passes every check of the conformance kit', { timeout: 120_000 }, async () => {
  const named = ['--rewritten', 'chat', '--shed', 'batch', '--empty', `127.0.0.1:${empty.port}`, '--oversized', '3'];
  const { stdout, exitCode } = await conformance([...named, '--strict', '-o', 'json']);
  const { checks } = JSON.parse(stdout) as Report;
  expect(checks.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
  expect(checks.length).toBeGreaterThan(70);
  expect(exitCode).toBe(0);
});

test('what cannot be tried is skipped, and says what it needs', async () => {
  const { stdout, exitCode } = await conformance(['--only', 'refusal/shed']);
  expect(stdout).toContain('by --shed');
  expect(stdout).toContain('0 passed, 0 failed, 0 warnings, 1 skipped');
  expect(exitCode).toBe(0);
});

test('a pool without endpoints fails', async () => {
  const line = ['inference', 'conformance', '--target', `127.0.0.1:${empty.port}`, '--only', 'health,endpoint/header'];
  const table = await runMain(line);
  const junit = await runMain([...line, '-o', 'junit']);
  expect(table.exitCode).toBe(1);
  expect(table.stdout).toMatch(/^passed +health\/liveness/m);
  expect(table.stdout).toMatch(/^FAILED +health\/readiness/m);
  expect(table.stdout).toContain('it was refused with 503');
  expect(junit.stdout).toMatch(/<testsuites [^>]*tests="5" failures="3"/);
});

test.each([
  [['--target', '127.0.0.1'], 2, 'HOST:PORT'],
  [['--only', 'subsets'], 2, 'groups are'],
  [['--patience', '0'], 2, 'nobody answers in 0 seconds'],
  [['--target', '127.0.0.1:1'], 3, 'nobody answers at 127.0.0.1:1: connect ECONNREFUSED'],
  [['--empty', '127.0.0.1:1'], 3, 'nobody answers at 127.0.0.1:1'],
])('%j is said to be wrong', async (flags, code, words) => {
  const { exitCode, stderr } = await conformance(flags);
  expect(exitCode).toBe(code);
  expect(stderr).toContain(words);
});

interface Report {
  readonly checks: readonly { readonly id: string; readonly outcome: string; readonly why?: string }[];
}

function conformance(flags: readonly string[]): ReturnType<typeof runMain> {
  const target = flags.includes('--target') ? [] : ['--target', address];
  return runMain(['inference', 'conformance', ...target, ...flags]);
}
