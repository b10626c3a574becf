import { diffArrays, type StructuredPatchHunk } from 'diff';

/**
 * How a file of YAML documents changes, as hunks of a unified diff. Lines are compared within a document, for the time a diff
 * takes grows with the square of what differs; hunks do not know of documents, for `patch` takes a short context for an end of the file.
 */
export function diffHunks(before: string, after: string, context = 3): StructuredPatchHunk[] {
  const lines = compareDocuments(documentsOf(before), documentsOf(after));
  const hunks: StructuredPatchHunk[] = [];
  let [oldLine, newLine, from] = [1, 1, 0];
  for (const [first, last] of changedRanges(lines, context)) {
    for (const { sign } of lines.slice(from, first)) {
      if (sign !== '+') oldLine += 1;
      if (sign !== '-') newLine += 1;
    }
    const hunk = toHunk(lines.slice(first, last), oldLine, newLine);
    hunks.push(hunk);
    [oldLine, newLine, from] = [oldLine + hunk.oldLines, newLine + hunk.newLines, last];
  }
  return hunks;
}

interface Line {
  readonly sign: ' ' | '+' | '-';
  /** With its line end, if it has one. */
  readonly text: string;
}

/** An edit neither adds nor takes a document; where it seems so, the file is compared as one. */
function compareDocuments(old: readonly string[], now: readonly string[]): readonly Line[] {
  if (old.length !== now.length) return compareLines(old.join(''), now.join(''));
  return old.flatMap((document, index) => compareLines(document, now[index] ?? ''));
}

function compareLines(old: string, now: string): readonly Line[] {
  if (old === now) return linesOf(old).map((text) => ({ sign: ' ', text }));
  return diffArrays(linesOf(old), linesOf(now)).flatMap(({ value, added, removed }) => {
    const sign = added ? '+' : removed ? '-' : ' ';
    return value.map((text): Line => ({ sign, text }));
  });
}

/** Half-open ranges of lines that belong together: changes and what stands around them. */
function changedRanges(lines: readonly Line[], context: number): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  for (const [index, { sign }] of lines.entries()) {
    if (sign === ' ') continue;
    const [first, last] = [Math.max(0, index - context), Math.min(lines.length, index + 1 + context)];
    const current = ranges.at(-1);
    if (current && first <= current[1]) current[1] = last;
    else ranges.push([first, last]);
  }
  return ranges;
}

function toHunk(lines: readonly Line[], oldStart: number, newStart: number): StructuredPatchHunk {
  return {
    oldStart,
    oldLines: lines.filter(({ sign }) => sign !== '+').length,
    newStart,
    newLines: lines.filter(({ sign }) => sign !== '-').length,
    lines: lines.flatMap(({ sign, text }) =>
      text.endsWith('\n') ? [sign + text.slice(0, -1)] : [sign + text, '\\ No newline at end of file'],
    ),
  };
}

function documentsOf(text: string): readonly string[] {
  return text.split(/^(?=---)/m);
}

function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/).filter((line) => line !== '');
}
