import type { Finding } from '../finding/finding.ts';

/** Findings of one file, after the file has had its say. */
export interface Suppressed {
  /** What is left. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly { readonly finding: Finding; readonly reason: string }[];
  /** Suppressions that do not count, and why: no reason given, or nothing to suppress. */
  readonly complaints: readonly { readonly line: number; readonly message: string; readonly isUnused: boolean }[];
}

/**
 * Takes out the findings that comments in the text allow: `# outrigger:ignore SC021 reason` on the line of the finding, on the
 * one above it, or above the object; `# outrigger:ignore-file SC021 reason` anywhere for the whole file; the annotation
 * `outrigger.dev/ignore: "SC021: reason"` for its object. Every one of them has to give a reason.
 */
export function applySuppressions(text: string, findings: readonly Finding[]): Suppressed {
  if (!text.includes('outrigger')) return { findings, suppressed: [], complaints: [] };
  const allowances = text.split('\n').flatMap((line, index) => readLine(line, index + 1));
  const blocks = documentLines(text);
  const used = new Set<Allowance>();
  const left: Finding[] = [];
  const suppressed: { finding: Finding; reason: string }[] = [];
  for (const finding of findings) {
    const allowed = allowances.find((allowance) => allowance.reason !== '' && allows(allowance, finding, blocks));
    if (allowed) {
      used.add(allowed);
      suppressed.push({ finding, reason: allowed.reason });
    } else left.push(finding);
  }
  const complaints = allowances.flatMap((allowance) => {
    const { line, rules, reason } = allowance;
    if (reason === '')
      return {
        line,
        isUnused: false,
        message: `a suppression of ${rules.join(', ')} gives no reason, and does not count`,
      };
    return used.has(allowance)
      ? []
      : { line, isUnused: true, message: `nothing to suppress here for ${rules.join(', ')}` };
  });
  return { findings: left, suppressed, complaints };
}

interface Allowance {
  readonly line: number;
  readonly reach: 'line' | 'file' | 'object';
  readonly rules: readonly string[];
  readonly reason: string;
  /** The comment has its line to itself. */
  readonly isAlone: boolean;
}

const COMMENT = /#\s*outrigger:ignore(-file)?\s+([A-Za-z0-9,-]+)[ \t:]*(.*)$/;
const ANNOTATION = /outrigger\.dev\/ignore["']?\s*:\s*["']?([A-Za-z0-9,-]+)\s*:?\s*(.*?)["']?\s*$/;

function readLine(line: string, number: number): readonly Allowance[] {
  const comment = COMMENT.exec(line);
  if (comment) {
    const [, file, rules = '', reason = ''] = comment;
    const isAlone = line.trimStart().startsWith('#');
    return [{ line: number, reach: file ? 'file' : 'line', rules: rules.split(','), reason: reason.trim(), isAlone }];
  }
  const annotation = ANNOTATION.exec(line);
  if (!annotation) return [];
  const [, rules = '', reason = ''] = annotation;
  return [{ line: number, reach: 'object', rules: rules.split(','), reason: reason.trim(), isAlone: false }];
}

/** For each line, the number of its document: `---` begins the next one. */
function documentLines(text: string): readonly number[] {
  let document = 0;
  return text.split('\n').map((line) => {
    if (line.startsWith('---')) document++;
    return document;
  });
}

function allows(
  { line, reach, rules, isAlone }: Allowance,
  { rule, position }: Finding,
  documents: readonly number[],
): boolean {
  if (!rules.includes(rule) && !rules.includes('all')) return false;
  if (reach === 'file') return true;
  const isSameDocument = documents[line - 1] === documents[position.line - 1];
  if (reach === 'object') return isSameDocument;
  if (position.line === line || (isAlone && position.line === line + 1)) return true;
  // Above everything else of the object, it is meant for the whole of it.
  return isAlone && isSameDocument && documents.indexOf(documents[line - 1] ?? 0) + 3 >= line;
}
