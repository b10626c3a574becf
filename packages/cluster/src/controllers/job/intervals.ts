/** Completion indexes as a Job's status shows them, e.g. `0-3,5` (pkg/controller/job/indexed_job_utils.go@1.36). */
export function readIndexes(text: string | undefined, completions: number): ReadonlySet<number> {
  const indexes = new Set<number>();
  for (const part of (text ?? '').split(',')) {
    const [first = Number.NaN, last = first] = part === '' ? [] : part.split('-').map(Number);
    for (let at = first; at <= Math.min(last, completions - 1); at++) indexes.add(at);
  }
  return indexes;
}

/** The other way round: two neighbours stand side by side, three or more are a range. */
export function printIndexes(indexes: ReadonlySet<number>): string {
  const parts: string[] = [];
  const ordered = [...indexes].sort((a, b) => a - b);
  for (let at = 0; at < ordered.length; ) {
    let end = at;
    while (ordered[end + 1] === (ordered[end] ?? 0) + 1) end++;
    const [first, last] = [ordered[at], ordered[end]];
    parts.push(first === last ? `${first}` : end === at + 1 ? `${first},${last}` : `${first}-${last}`);
    at = end + 1;
  }
  return parts.join(',');
}
