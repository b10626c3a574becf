import { afterAll, beforeAll, expect, test } from 'vitest';
import { allChecks } from '../../../packages/outrigger/src/inference/conformance/checks/all-checks.ts';
import { runMain } from '../../command/run-main.ts';
import { isFullRun } from '../../effort.ts';
import { startTestPool, type TestPool } from '../test-pool.ts';
import { bodyMutants } from './body-mutants.ts';
import { endpointMutants } from './endpoint-mutants.ts';
import { startFaultyPicker } from './faulty-picker.ts';
import type { Mutant } from './mutant.ts';
import { orderMutants } from './order-mutants.ts';
import { refusalMutants } from './refusal-mutants.ts';
import { responseMutants } from './response-mutants.ts';

const MUTANTS: readonly Mutant[] = [
  ...endpointMutants,
  ...orderMutants,
  ...bodyMutants,
  ...refusalMutants,
  ...responseMutants,
];

/** In short runs one check of each, and one hostile stream. */
const TRIED = isFullRun ? MUTANTS : MUTANTS.filter(({ isLikeAnother }) => !isLikeAnother);

let right: TestPool;
let empty: TestPool;
beforeAll(async () => {
  right = await startTestPool(['10.0.0.1:8000', '10.0.0.1:8001', '10.0.0.2:8000']);
  empty = await startTestPool([]);
});
afterAll(async () => {
  await right.server.close(0);
  await empty.server.close(0);
});

test.concurrent.for(TRIED)('a picker that $wrong is found out', async ({ fault, found, isSilent }, { expect }) => {
  await using target = await startFaultyPicker(`127.0.0.1:${right.server.port}`, fault());
  await using drained = await startFaultyPicker(`127.0.0.1:${empty.server.port}`, fault());
  const checks = Object.keys(found).slice(0, isFullRun ? undefined : 1);
  const { stdout, exitCode } = await runMain([
    ...['inference', 'conformance', '--target', target.address, '--empty', drained.address],
    ...['--rewritten', 'chat', '--shed', 'batch', '--oversized', '1', '--strict', '-o', 'json'],
    ...['--patience', isSilent ? '2' : '20', '--only', checks.join(',')],
  ]);
  const results = (JSON.parse(stdout) as Report).checks;
  expect(results.map(({ id }) => id).toSorted()).toEqual(checks.toSorted());
  for (const { id, outcome, why } of results)
    expect([id, outcome, why]).toEqual([id, 'failed', expect.stringMatching(found[id] as RegExp)]);
  expect(exitCode).toBe(1);
});

test('there is a wrong picker for each check', () => {
  const found = new Set(MUTANTS.flatMap((mutant) => Object.keys(mutant.found)));
  expect([...found].toSorted()).toEqual(allChecks.map(({ id }) => id).toSorted());
});

interface Report {
  readonly checks: readonly { readonly id: string; readonly outcome: string; readonly why?: string }[];
}
