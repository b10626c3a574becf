import type { AnswerFormat } from '../answer/negotiate.ts';
import type { Refusal } from '../answer/refusal.ts';
import { showAs } from '../answer/show-as.ts';
import type { ApiObject } from '../object/api-object.ts';
import type { Call } from '../world.ts';
import { readAs } from './stored-object.ts';

/** Writes the lines of one watch. */
export interface WatchWriter {
  /** Of an object as it is kept. `source` is what it came from: what was written for one source and type is written once. */
  readonly event: (type: EventType, object: ApiObject, source?: object) => string;
  readonly error: (refusal: Refusal) => string;
}

/** What a line tells of an object. */
export type EventType = 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';

/** In the shape that was asked for. */
export function watchWriter(call: Call, { as }: AnswerFormat): WatchWriter {
  const { resource } = call;
  const form = `${resource.group}/${resource.version} ${as?.kind}/${as?.version}`;
  let withColumns = true;
  const show = (object: ApiObject): object => {
    const shown = readAs(resource, object);
    if (as === undefined) return shown;
    const seen = showAs(as, { objects: [shown], withColumns }, call);
    withColumns = false;
    return seen;
  };
  return {
    event(type, object, source) {
      // A table shows ages, and its first line shows more than the others.
      if (source === undefined || as?.kind === 'Table') return line(type, JSON.stringify(show(object)));
      return once(source, `${type} ${form}`, () => line(type, JSON.stringify(show(object))));
    },
    error: ({ status }) => line('ERROR', JSON.stringify(status)),
  };
}

function line(type: string, object: string): string {
  return `{"type":"${type}","object":${object}}\n`;
}

/** Every change is written once, however many watch it: they all hear of it at about the same time. */
function once(source: object, form: string, write: () => string): string {
  let lines = recent.get(source);
  if (lines === undefined) {
    lines = new Map();
    recent.set(source, lines);
    const [oldest] = recent.keys();
    if (recent.size > KEPT && oldest !== undefined) recent.delete(oldest);
  }
  const text = lines.get(form) ?? write();
  lines.set(form, text);
  return text;
}

const recent = new Map<object, Map<string, string>>();
const KEPT = 1000;
