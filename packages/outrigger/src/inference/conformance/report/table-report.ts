import { stripVTControlCharacters } from 'node:util';
import type { Result } from '../run-checks.ts';

/** A line for each check, and under it why it failed or was skipped; at the end the counts. */
export function tableReport(results: readonly Result[]): string {
  const width = Math.max(...results.map(({ check }) => check.id.length));
  const lines = results.flatMap((result) => {
    const line = `${wordOf(result).padEnd(7)}  ${result.check.id.padEnd(width)}  ${result.check.what}`;
    return result.why === undefined
      ? [line]
      : [line, `${' '.repeat(width + 11)}${stripVTControlCharacters(result.why)}`];
  });
  return `${lines.join('\n')}\n\n${countsOf(results)}\n`;
}

function wordOf({ outcome, check }: Result): string {
  if (outcome === 'failed') return check.level === 'must' ? 'FAILED' : 'warning';
  return outcome;
}

function countsOf(results: readonly Result[]): string {
  const count = (word: string) => results.filter((result) => wordOf(result) === word).length;
  return `${count('passed')} passed, ${count('FAILED')} failed, ${count('warning')} warnings, ${count('skipped')} skipped`;
}
