import { editObject, type KubernetesObject, parseManifest, readTextOf, type TextEdit } from '@outrigger/manifest';
import type { Finding } from '@outrigger/sidecars';

/** The fix of a finding as edits of its file, with lines and columns. */
export interface TextFix {
  readonly title: string;
  readonly replacements: readonly Replacement[];
}

/** A stretch of a text, lines and columns counted from 1, and what it becomes. */
export interface Replacement {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

/** The fixes of findings as edits of their files; what cannot be edited, or is no file, has none. */
export async function textFixes(findings: readonly Finding[]): Promise<ReadonlyMap<Finding, TextFix>> {
  const fixable = findings.filter(({ fix, file }) => fix && file !== '-');
  const fixes = new Map<Finding, TextFix>();
  for (const [file, found] of Map.groupBy(fixable, (finding) => finding.file)) {
    const read = await readTextOf(file);
    if (!read.ok) continue;
    const { objects } = await parseManifest(read.text, file);
    for (const finding of found) {
      const fix = await fixIn(read.text, objects, finding);
      if (fix) fixes.set(finding, fix);
    }
  }
  return fixes;
}

async function fixIn(
  text: string,
  objects: readonly KubernetesObject[],
  finding: Finding,
): Promise<TextFix | undefined> {
  const { fix, path, position } = finding;
  const object = objects.find((each) => each.locateKey(path).offset === position.offset);
  if (!object || !fix) return undefined;
  const result = await editObject(text, object, fix.patch);
  if (!result.ok || result.edits.length === 0) return undefined;
  return { title: fix.title, replacements: result.edits.map((edit) => toReplacement(text, edit)) };
}

function toReplacement(text: string, { start, end, text: inserted }: TextEdit): Replacement {
  const from = lineAndColumn(text, start);
  const to = lineAndColumn(text, end);
  return {
    startLine: from.line,
    startColumn: from.column,
    endLine: to.line,
    endColumn: to.column,
    text: inserted,
  };
}

function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
