import type { KubernetesObject, Position } from '@outrigger/manifest';
import { type Finding, type Rule, type ScriptFinding, type ScriptSubject, scanScript } from '@outrigger/sidecars';
import { hasShebang } from './list-inputs.ts';
import type { FileRequest } from './scan-file.ts';

/** What rules about scripts find in a script or Dockerfile. */
export function scanScriptFile(subject: ScriptSubject, file: string, rules: readonly Rule[]): readonly Finding[] {
  return scanScript(subject, rules).map((found) => {
    const position = positionIn(subject.text, found, file);
    return { ...without(found), file, path: [], position };
  });
}

/** What they find in the scripts of a ConfigMap: keys that end in `.sh`, and texts with the first line of a shell script. */
export function scanConfigMap(
  object: KubernetesObject,
  text: string,
  { rules, entries }: Pick<FileRequest, 'rules' | 'entries'>,
): readonly Finding[] {
  if (object.kind !== 'ConfigMap' || !rules.some(({ about }) => about === 'script')) return [];
  const { data } = object.value;
  if (typeof data !== 'object' || data === null) return [];
  const { apiVersion, kind, name, namespace, file } = object;
  return Object.entries(data).flatMap(([key, script]) => {
    if (typeof script !== 'string' || !(key.endsWith('.sh') || hasShebang(script))) return [];
    return scanScript({ language: 'shell', text: script, ...(entries && { entries }) }, rules).map((found) => ({
      ...without(found),
      object: { apiVersion, kind, name, ...(namespace !== undefined && { namespace }) },
      file,
      path: ['data', key],
      position: inBlock(object, { key, script, text }, found) ?? object.locateKey(['data', key]),
    }));
  });
}

function without({ start: _start, end: _end, ...found }: ScriptFinding): Omit<ScriptFinding, 'start' | 'end'> {
  return found;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The same place in a block scalar, whose lines are those of the script, indented; undefined where they are not. */
function inBlock(
  object: KubernetesObject,
  { key, script, text }: { readonly key: string; readonly script: string; readonly text: string },
  { start, end }: Stretch,
): Position | undefined {
  const { offset } = object.locate(['data', key]);
  if (text[offset] !== '|') return undefined;
  const before = script.slice(0, start).split('\n');
  const line = script.split('\n')[before.length - 1] ?? '';
  const column = before.at(-1)?.length ?? 0;
  let lineStart = offset;
  for (let i = 0; i < before.length; i++) lineStart = text.indexOf('\n', lineStart) + 1;
  const written = text.slice(lineStart, endOfLine(text, lineStart));
  const indent = written.length - line.length;
  if (lineStart === 0 || !written.endsWith(line)) return undefined;
  const from = lineStart + indent + column;
  return positionIn(text, { start: from, end: from + Math.min(end - start, line.length - column) }, object.file);
}

function positionIn(text: string, { start, end }: Stretch, file: string): Position {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const endLineStart = text.lastIndexOf('\n', end - 1) + 1;
  const line = text.slice(0, start).split('\n').length;
  return {
    file,
    line,
    column: start - lineStart + 1,
    endLine: line + text.slice(start, end).split('\n').length - 1,
    endColumn: end - endLineStart + 1,
    offset: start,
    endOffset: end,
    excerpt: { text: text.slice(lineStart, Math.min(endOfLine(text, lineStart), lineStart + 400)), column: 1 },
  };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  const stop = end === -1 ? text.length : end;
  return text[stop - 1] === '\r' ? stop - 1 : stop;
}
