import { createObserver, type EventBatch, type Observation } from '@outrigger/events';
import { parseValue, readTextOf, renderProblem } from '@outrigger/manifest';
import { readStdinText } from '../../input/read-stdin.ts';
import { Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';

/**
 * The Events of a file: one, a List of them as `kubectl get events -o json` or `-o yaml` prints, several JSON documents as its
 * `--watch` prints, JSON lines, or changes as a watch tells them.
 */
export async function readEventsFile(file: string, surroundings: Surroundings): Promise<readonly Observation[]> {
  const text = file === '-' ? await readStdinText(surroundings) : await textOf(file);
  const name = file === '-' ? 'standard input' : file;
  const values = /^\s*[{[]/.test(text) ? jsonValues(text, name) : [await yamlValue(text, name)];
  const changes = values.flatMap((value) => changesOf(value));
  if (changes.length === 0 && text.trim() !== '')
    throw new Failure(`${name}: there are no Events in it`, {
      code: 'no-events',
      hint: 'kubectl get events -A -o json prints such a file',
    });
  const now = Date.now();
  const { observations } = createObserver({ cluster: '' }).observe({
    changes,
    at: now,
    resourceVersion: undefined,
    isListed: false,
  });
  return observations;
}

async function textOf(file: string): Promise<string> {
  const read = await readTextOf(file);
  if (read.ok) return read.text;
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

function changesOf(value: unknown): EventBatch['changes'] {
  if (Array.isArray(value)) return value.flatMap(changesOf);
  if (typeof value !== 'object' || value === null) return [];
  const { kind, items, type, object } = value as Readonly<Record<string, unknown>>;
  if (Array.isArray(items)) return items.flatMap((item) => changesOf({ kind: 'Event', ...(item as object) }));
  if (kind === undefined && typeof type === 'string' && object !== undefined)
    return type === 'DELETED' ? [] : changesOf(object);
  return kind === 'Event' ? [{ type: 'ADDED', object: value }] : [];
}
