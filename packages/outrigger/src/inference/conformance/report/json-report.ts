import type { Result } from '../run-checks.ts';

/** For programs: the target, and what came of each check. */
export function jsonReport(target: string, results: readonly Result[]): string {
  const checks = results.map(({ check: { id, what, level }, outcome, why, tookMs }) => ({
    id,
    what,
    level,
    outcome,
    ...(why !== undefined && { why }),
    tookMs: Math.round(tookMs),
  }));
  return `${JSON.stringify({ target, checks }, undefined, 2)}\n`;
}
