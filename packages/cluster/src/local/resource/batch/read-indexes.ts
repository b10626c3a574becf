/** How many indexes a text like `0-3,7` names, or why it cannot be read. */
export type ReadIndexes =
  | { readonly total: number; readonly intervals: readonly Interval[] }
  | { readonly problem: string };

type Interval = readonly [from: number, to: number];

/** Reads indexes (validateIndexesFormat in pkg/apis/batch/validation@1.36). */
export function readIndexes(text: string, completions: number): ReadIndexes {
  const intervals: Interval[] = [];
  let total = 0;
  for (const part of text === '' ? [] : text.split(',')) {
    const interval = readInterval(part, completions);
    if (typeof interval === 'string') return { problem: interval };
    const last = intervals.at(-1)?.[1];
    if (last !== undefined && last >= interval[0]) {
      return { problem: `non-increasing order, previous: ${last}, current: ${interval[0]}` };
    }
    total += interval[1] - interval[0] + 1;
    intervals.push(interval);
  }
  return { total, intervals };
}

function readInterval(text: string, completions: number): Interval | string {
  const parts = text.split('-');
  if (parts.length > 2) {
    return `the fragment ${JSON.stringify(text)} violates the requirement that an index interval can have at most two parts separated by '-'`;
  }
  const read: number[] = [];
  for (const part of parts) {
    if (!/^[+-]?\d+$/.test(part)) return `cannot convert string to integer for index: ${JSON.stringify(part)}`;
    if (Number(part) >= completions) return `too large index: ${JSON.stringify(part)}`;
    read.push(Number(part));
  }
  const [from = 0, to = from] = read;
  if (parts.length > 1 && from >= to) return `non-increasing order, previous: ${from}, current: ${to}`;
  return [from, to];
}
