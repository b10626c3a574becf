import type { PodRow } from './pod-row.ts';

/** A stretch of rows that only repeat what was shown before. */
export interface Fold {
  readonly folded: number;
  readonly until: number;
}

/** Shortens a long list of rows: after the pattern is clear, the middle of a repetition is folded. */
export function foldRows(rows: readonly PodRow[]): readonly (PodRow | Fold)[] {
  const shown: (PodRow | Fold)[] = [];
  const seen = new Map<string, number>();
  let folded: PodRow[] = [];
  const unfold = () => {
    const last = folded.at(-1);
    if (folded.length > FEW && last) shown.push({ folded: folded.length, until: last.at });
    else shown.push(...folded);
    folded = [];
  };
  for (const [i, row] of rows.entries()) {
    const key = `${row.ready}|${row.status}`;
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    if (times > CLEAR && i < rows.length - LAST) {
      folded.push(row);
      continue;
    }
    unfold();
    shown.push(row);
  }
  unfold();
  return shown;
}

/** Is it a fold, not a row? */
export function isFold(row: PodRow | Fold): row is Fold {
  return 'folded' in row;
}

/** How often the same is shown before it is folded, how many of the last rows are always shown, what is not worth a fold. */
const CLEAR = 4;
const LAST = 3;
const FEW = 2;
