import type { StoredRun } from './pod-folder.ts';

/** Masks what Secrets hold in the messages of news, notes and the like; other texts are left as they are. */
export type Redact = <T>(told: T) => T;

/**
 * What hides the values of a run's Secrets: a command line with `$(PASSWORD)` that the machine refuses, a hook or a termination message
 * would bring them into Events and statuses, which are shown, and kept. What containers print is their own.
 */
export function redactSecrets({ material }: Pick<StoredRun, 'material'>): Redact {
  const values = [...new Set(material.flatMap(secretTexts))].toSorted((a, b) => b.length - a.length);
  if (values.length === 0) return (told) => told;
  const mask = (text: string) => values.reduce((masked, value) => masked.replaceAll(value, MASK), text);
  const masked = (told: unknown): unknown => {
    if (Array.isArray(told)) return told.map(masked);
    if (typeof told !== 'object' || told === null) return told;
    return Object.fromEntries(
      Object.entries(told).map(([key, value]) => [
        key,
        key === 'message' && typeof value === 'string' ? mask(value) : masked(value),
      ]),
    );
  };
  return <T>(told: T) => (typeof told === 'string' ? mask(told) : masked(told)) as T;
}

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
