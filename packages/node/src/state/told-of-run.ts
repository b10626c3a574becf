import type { StoredRun } from './pod-folder.ts';

/** Rewrites the messages in news, or a note; everything else is left as it is. */
export type Told = <T>(told: T) => T;

/**
 * How what the engine says of a run is told: with the pod's own uid, which the engine does not know, and without the values of its
 * Secrets. A command line with `$(PASSWORD)` that the machine refuses, a hook or a termination message would bring them into Events and
 * statuses, which are shown, and kept. What containers print is their own.
 */
export function toldOfRun({ material, uid }: Pick<StoredRun, 'material' | 'uid'>): Told {
  const values = [...new Set(material.flatMap(secretTexts))].toSorted((a, b) => b.length - a.length);
  const reword = (text: string) =>
    values.reduce((masked, value) => masked.replaceAll(value, MASK), text).replaceAll(UID, `(${uid})`);
  const reworded = (told: unknown): unknown => {
    if (Array.isArray(told)) return told.map(reworded);
    if (typeof told !== 'object' || told === null) return told;
    return Object.fromEntries(
      Object.entries(told).map(([key, value]) => [
        key,
        key === 'message' && typeof value === 'string' ? reword(value) : reworded(value),
      ]),
    );
  };
  return <T>(told: T) => (typeof told === 'string' ? reword(told) : reworded(told)) as T;
}

/** Where the engine leaves a place for it. */
const UID = '(<uid>)';
const MASK = '***';
/** Shorter ones are in too many words that mean something else. */
const SHORTEST = 4;

/** The values as text; of one with several lines each of them. */
function secretTexts(object: unknown): readonly string[] {
  const { kind, data, stringData } = object as {
    readonly kind?: unknown;
    readonly data?: Readonly<Record<string, unknown>> | null;
    readonly stringData?: Readonly<Record<string, unknown>> | null;
  };
  if (kind !== 'Secret') return [];
  const decoded = Object.values(data ?? {}).map((value) => Buffer.from(String(value), 'base64').toString('utf8'));
  return [...decoded, ...Object.values(stringData ?? {}).map(String)]
    .flatMap((text) => [text, ...text.split('\n')])
    .map((text) => text.trim())
    .filter((text) => text.length >= SHORTEST);
}
