import { type BadDecision, type DecisionLine, readDecisions } from '@outrigger/inference';
import { type Problem, readTextOf } from '@outrigger/manifest';
import { printProblems } from '../../input/print-problems.ts';
import type { Surroundings } from '../../world/surroundings.ts';

/** The lines of decision logs, file after file; undefined after what is wrong with them was printed. */
export async function readLogs(
  files: readonly string[],
  surroundings: Surroundings,
): Promise<readonly DecisionLine[] | undefined> {
  const lines: DecisionLine[] = [];
  let isFine = true;
  for (const file of files) {
    const read = await readTextOf(file, { maxBytes: MOST_BYTES, stdin: surroundings.stdin() });
    const problems = read.ok ? takeLines(read.text, file, lines) : [read.problem];
    if (printProblems(problems, surroundings, { color: 'auto' }) > 0) isFine = false;
  }
  return isFine ? lines : undefined;
}

function takeLines(text: string, file: string, lines: DecisionLine[]): readonly Problem[] {
  const read = readDecisions(text);
  for (const line of read.lines) lines.push(line);
  const rows = text.split('\n');
  return read.bad.map((bad) => problemOf(bad, rows, file));
}

/** A last line without its end is what a crash leaves: worth a word, not a refusal. */
function problemOf({ line, column, message }: BadDecision, rows: readonly string[], file: string): Problem {
  const row = rows[line - 1] ?? '';
  const isCutShort = line === rows.length;
  const from = Math.max(1, column - 30);
  return {
    code: 'syntax',
    severity: isCutShort ? 'warning' : 'error',
    message: isCutShort ? 'the last line has no end and is left out' : message,
    ...(!isCutShort && { hint: 'a decision log is written by outrigger inference serve --decisions FILE' }),
    file,
    position: {
      file,
      line,
      column,
      endLine: line,
      endColumn: column + 1,
      offset: 0,
      endOffset: 0,
      excerpt: { text: row.slice(from - 1, from + 70), column: from },
    },
  };
}

/** Logs are put aside long before. */
const MOST_BYTES = 256 << 20;
