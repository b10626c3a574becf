import type { Json, JsonObject, Patch, PatchOperation, Path } from '@outrigger/manifest';
import type { PodEdit } from './pod-edit.ts';

/**
 * The operations that carry out edits, whose places are those of the pod before any: texts first, then what is set, then what
 * is removed, from the back. A list or map that loses its last item goes with it, for `env: []` says nothing.
 */
export function toPatch(pod: object, edits: readonly PodEdit[]): Patch {
  const removed = withEmptied(pod, [...edits, ...emptiedScripts(pod, edits)]);
  const isGone = (path: Path): boolean => removed.some((gone) => isWithin(path, gone));
  const sets = edits.filter((edit) => edit.do === 'set' && !isGone(edit.path));
  const isSet = (path: Path): boolean => sets.some((edit) => isWithin(path, edit.path));
  const texts = cutTexts(pod, edits).filter(({ path }) => !isGone(path) && !isSet(path));
  return [
    ...texts,
    ...sets.flatMap((edit) => (edit.do === 'set' ? [setting(pod, edit.path, edit.value)] : [])),
    ...removed.map((path) => ({ op: 'remove', path }) as const),
  ];
}

/** The value at a path; undefined where there is none. */
function valueAt(root: unknown, path: Path): Json | undefined {
  let value = root as Json | undefined;
  for (const step of path) {
    if (value === null || typeof value !== 'object') return undefined;
    value = Array.isArray(value) ? (value as readonly Json[])[step as number] : (value as JsonObject)[step];
  }
  return value;
}

/** A text without its cuts. Overlapping cuts become one; of two replacements at one place the longer stays. */
function cutText(
  text: string,
  cuts: readonly { readonly start: number; readonly end: number; readonly text: string }[],
): string {
  let result = '';
  let at = 0;
  for (const cut of [...cuts].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (cut.start < at) {
      at = Math.max(at, cut.end);
      continue;
    }
    result += text.slice(at, cut.start) + cut.text;
    at = cut.end;
  }
  return result + text.slice(at);
}

function cutTexts(pod: object, edits: readonly PodEdit[]): readonly PatchOperation[] {
  const cutsByPath = new Map<string, { path: Path; cuts: { start: number; end: number; text: string }[] }>();
  for (const edit of edits) {
    if (edit.do !== 'cut') continue;
    const key = JSON.stringify(edit.path);
    const entry = cutsByPath.get(key) ?? { path: edit.path, cuts: [] };
    entry.cuts.push(edit);
    cutsByPath.set(key, entry);
  }
  return [...cutsByPath.values()].flatMap(({ path, cuts }) => {
    const text = valueAt(pod, path);
    return typeof text === 'string' ? [{ op: 'replace', path, value: cutText(text, cuts) }] : [];
  });
}

function setting(pod: object, path: Path, value: Json): PatchOperation {
  return { op: valueAt(pod, path) === undefined ? 'add' : 'replace', path, value };
}

/** Lifecycle hooks and init containers whose script has nothing left to do. */
function emptiedScripts(pod: object, edits: readonly PodEdit[]): readonly PodEdit[] {
  return cutTexts(pod, edits).flatMap(({ path, ...operation }) => {
    if (!('value' in operation) || !saysNothing(String(operation.value))) return [];
    if (path[3] === 'lifecycle') return [{ do: 'remove', path: path.slice(0, 5) } as const];
    const isInit = path[1] === 'initContainers' && valueAt(pod, [...path.slice(0, 3), 'restartPolicy']) !== 'Always';
    return isInit ? [{ do: 'remove', path: path.slice(0, 3) } as const] : [];
  });
}

/** Whether nothing but comments and talk is left of a script. */
function saysNothing(script: string): boolean {
  const talk = /^\s*(?:#.*|(?:set [-+]|echo|printf|true|:|exit 0)(?![^\s;])[^&|`$()>]*|set [-+][^;&|]*)?;?\s*$/;
  return script.split('\n').every((line) => talk.test(line));
}

/** What is removed, later items of a list first, without what goes with something else, and with lists and maps that become empty. */
function withEmptied(pod: object, edits: readonly PodEdit[]): readonly Path[] {
  const paths = new Map<string, Path>();
  for (const edit of edits) if (edit.do === 'remove') paths.set(JSON.stringify(edit.path), edit.path);
  for (let grew = true; grew; ) {
    grew = false;
    for (const path of [...paths.values()]) {
      const parent = path.slice(0, -1);
      if (parent.length < 2 || paths.has(JSON.stringify(parent))) continue;
      const value = valueAt(pod, parent);
      if (value === null || typeof value !== 'object') continue;
      const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
      if (keys.every((key) => paths.has(JSON.stringify([...parent, key])))) {
        paths.set(JSON.stringify(parent), parent);
        grew = true;
      }
    }
  }
  const all = [...paths.values()];
  return all
    .filter((path) => !all.some((other) => other.length < path.length && isWithin(path, other)))
    .sort(laterFirst);
}

function isWithin(path: Path, ancestor: Path): boolean {
  return ancestor.every((step, index) => path[index] === step);
}

function laterFirst(a: Path, b: Path): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const [left, right] = [a[at], b[at]];
    if (left === right) continue;
    if (typeof left === 'number' && typeof right === 'number') return right - left;
    return String(left) < String(right) ? -1 : 1;
  }
  return b.length - a.length;
}
