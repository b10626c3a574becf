/** A comment or annotation that allows findings. */
export interface Allowance {
  readonly line: number;
  readonly reach: 'lines' | 'document' | 'file';
  /** The lines it is about, where its reach is lines. */
  readonly from: number;
  readonly to: number;
  /** As they are written: ids, names, `all`. */
  readonly rules: readonly string[];
  /** Empty where none is given. */
  readonly reason: string;
}

/** What the comments and annotations of a text allow. Lines count from 1. */
export function readAllowances(text: string): {
  readonly allowances: readonly Allowance[];
  readonly documentAt: (line: number) => number;
} {
  const lines = text.split(/\r?\n/);
  const starts = lines.flatMap((line, index) => (/^---(?:\s|$)/.test(line) ? [index + 1] : []));
  const allowances = lines.flatMap((line, index) => {
    // Most lines have none, and regular expressions are slow.
    if (!line.includes('outrigger')) return [];
    const read = readComment(line) ?? readAnnotation(line);
    return read ? [{ ...read, ...extent(lines, index, read.reach), line: index + 1 }] : [];
  });
  return { allowances, documentAt: (line) => starts.findLast((start) => start <= line) ?? 0 };
}

type Read = Pick<Allowance, 'reach' | 'rules' | 'reason'>;

const RULES = String.raw`([A-Za-z][\w-]*(?:,\s*[A-Za-z][\w-]*)*)`;
const COMMENT = new RegExp(String.raw`(?:^|\s)#+\s*outrigger:ignore(-file)?\s+${RULES}(?![\w-])[\s:–—-]*(.*)$`);
const ANNOTATION = new RegExp(
  String.raw`^[\s{,"'-]*outrigger\.dev/ignore["']?\s*:\s*["']?${RULES}(?![\w-])\s*:?\s*(.*?)["'},\s]*$`,
);

function readComment(line: string): Read | undefined {
  const [all, file, rules = '', reason = ''] = COMMENT.exec(line) ?? [];
  return all === undefined
    ? undefined
    : { reach: file ? 'file' : 'lines', rules: listOf(rules), reason: reason.trim() };
}

function readAnnotation(line: string): Read | undefined {
  const [all, rules = '', reason = ''] = ANNOTATION.exec(line) ?? [];
  return all === undefined ? undefined : { reach: 'document', rules: listOf(rules), reason: reason.trim() };
}

function listOf(rules: string): readonly string[] {
  return rules.split(/,\s*/);
}

/** Which lines a comment is about: its own; if it stands alone, also the next that says something; on top, all. */
function extent(
  lines: readonly string[],
  index: number,
  reach: Allowance['reach'],
): Pick<Allowance, 'reach' | 'from' | 'to'> {
  const own = { reach, from: index + 1, to: index + 1 };
  if (reach !== 'lines' || !saysNothing(lines[index])) return own;
  let above = index - 1;
  while (above >= 0 && saysNothing(lines[above])) above--;
  if (above < 0 || /^---(?:\s|$)/.test(lines[above] ?? '')) return { ...own, reach: 'document' };
  let below = index + 1;
  while (below < lines.length && saysNothing(lines[below])) below++;
  return { ...own, to: below + 1 };
}

function saysNothing(line = ''): boolean {
  return /^\s*(?:#.*)?$/.test(line);
}
