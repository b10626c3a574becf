import type { Check, Trial } from './check.ts';

/** What came of a check. */
export interface Result {
  readonly check: Check;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Why it failed or was skipped. */
  readonly why: string | undefined;
  readonly tookMs: number;
}

/** Makes checks one after another: what one does to the picker must not be laid at another's door. */
export async function runChecks(
  checks: readonly Check[],
  trial: Trial,
  now: () => number,
  done: (result: Result) => void = () => {},
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const check of checks) {
    const began = now();
    const said = await check.run(trial);
    const result: Result = { check, ...outcomeOf(said), tookMs: now() - began };
    results.push(result);
    done(result);
  }
  return results;
}

function outcomeOf(said: Awaited<ReturnType<Check['run']>>): Pick<Result, 'outcome' | 'why'> {
  if (said === undefined) return { outcome: 'passed', why: undefined };
  if (typeof said === 'string') return { outcome: 'failed', why: said };
  return { outcome: 'skipped', why: said.skipped };
}
