import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IncidentObject, RecordedChange, Recording } from '@outrigger/events';

/** A recording with the truth about it. */
export interface Stream extends Recording {
  readonly causes: readonly Cause[];
  readonly templates: readonly WrittenMessage[];
}

/** What was broken, and who suffered. */
export interface Cause {
  readonly id: string;
  readonly from: number;
  readonly until: number;
  readonly root: Named;
  readonly affected: readonly Named[];
}

/** A message, and the template it was written from. */
export interface WrittenMessage {
  readonly reason: string;
  readonly message: string;
  readonly template: string;
}

/** Nodes have no namespace. */
export type Named = Omit<IncidentObject, 'namespace'> & { readonly namespace?: string };

/** Reads a recording in the shape of ../shared/golden/events. */
export function readStream(folder: string): Stream {
  const read = <T>(file: string): readonly T[] =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as T);
  return {
    events: read<RecordedChange>('events.jsonl'),
    objects: read<RecordedChange>('objects.jsonl'),
    causes: read<Cause>('causes.jsonl'),
    templates: read<WrittenMessage>('templates.jsonl'),
  };
}

/** `Deployment shop/web`, `Node /node-1`. */
export function sayObject({ kind, namespace = '', name }: Named): string {
  return `${kind} ${namespace}/${name}`;
}
