import { readFile } from 'node:fs/promises';
import { parseValue, readTextOf, renderProblem } from '@outrigger/manifest';
import { readStdinText } from '../../input/read-stdin.ts';
import { Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';

/** An object of a file; what it has beside its kind is looked at by whoever knows the kind. */
export type FileObject = Readonly<Record<string, unknown>> & { readonly kind: string };

/**
 * The objects of a file: one, a List of them as `kubectl get -o json` or `-o yaml` prints, several JSON documents as its `--watch`
 * prints, JSON lines, or changes as a watch tells them. What has been deleted is not among them.
 *
 * @param file `-` is the standard input
 */
export async function readObjectsFile(file: string, surroundings: Surroundings): Promise<readonly FileObject[]> {
  const text = file === '-' ? await readStdinText(surroundings) : await textOf(file);
  const name = file === '-' ? 'standard input' : file;
  const values = /^\s*[{[]/.test(text) ? jsonValues(text, name) : [await yamlValue(text, name)];
  const objects = values.flatMap((value) => objectsIn(value));
  // A List of nothing is what kubectl prints of a cluster where nothing happens.
  const isMeant = objects.some(({ kind }) => kind === 'Event') || values.every(isEmptyList);
  if (!isMeant && text.trim() !== '')
    throw new Failure(`${name}: there are no Events in it`, {
      code: 'no-events',
      hint: 'kubectl get events -A -o json prints such a file',
    });
  return objects;
}

function isEmptyList(value: unknown): boolean {
  const items: unknown = Array.isArray(value) ? value : (value as { readonly items?: unknown } | null)?.items;
  return Array.isArray(items) && items.length === 0;
}

async function textOf(file: string): Promise<string> {
  const read = await readTextOf(file);
  if (read.ok) return read.text;
  // JSON may have characters that YAML may not: kubectl prints those of C1 as they are (Go's encoding/json).
  const text = read.problem.code === 'not-text' ? await readFile(file, 'utf8') : '';
  if (/^\s*[{[]/.test(text)) return text;
  const why = read.problem.code === 'not-found' ? 'there is no such file' : read.problem.message;
  throw new Failure(`${file}: ${why}`, { code: read.problem.code });
}

/** Every document begins with a bracket at the start of a line, and nothing else does. */
function jsonValues(text: string, name: string): readonly unknown[] {
  let line = 1;
  return text.split(/\n(?=[{[])/).map((part) => {
    const at = line;
    line += part.split('\n').length;
    try {
      return JSON.parse(part) as unknown;
    } catch (error) {
      throw new Failure(`${name}:${at}:1: this is not JSON: ${(error as Error).message}`, {
        code: 'syntax',
        hint: 'an Event, a List of them, or one on each line',
        cause: error,
      });
    }
  });
}

async function yamlValue(text: string, name: string): Promise<unknown> {
  const parsed = await parseValue(text, name);
  if (parsed.ok) return parsed.value;
  const [first] = parsed.problems;
  throw new Failure(first === undefined ? name : renderProblem(first, { color: false }).replace(/^error: /, ''), {
    code: first?.code ?? 'syntax',
  });
}

function objectsIn(value: unknown): readonly FileObject[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { kind, items, type, object } = value as Readonly<Record<string, unknown>>;
  // Of a List of all kinds each item says its own; of an EventList none does.
  if (Array.isArray(items)) return items.flatMap((item) => objectsIn({ kind: 'Event', ...(item as object) }));
  if (kind === undefined && typeof type === 'string' && object !== undefined)
    return type === 'DELETED' ? [] : objectsIn(object);
  return typeof kind === 'string' ? [value as FileObject] : [];
}
