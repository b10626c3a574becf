import type { Words } from './run-builtin.ts';

const units: Readonly<Record<string, number>> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** How long `sleep` with these words sleeps, in ms; Infinity for `infinity`; `refused` where sleep says so itself. */
export function sleepTime(words: Words): number | 'refused' | undefined {
  if (words.length === 0) return 'refused';
  let sum = 0;
  for (const word of words) {
    // $(DELAY) is a variable of the manifest that only the cluster knows.
    if (word === undefined || word.includes('$(')) return undefined;
    if (/^inf(?:inity)?$/i.test(word)) return Number.POSITIVE_INFINITY;
    const [, number, unit = ''] = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(word) ?? [];
    if (number === undefined) return 'refused';
    sum += Number(number) * (units[unit] ?? 0);
  }
  return sum;
}
