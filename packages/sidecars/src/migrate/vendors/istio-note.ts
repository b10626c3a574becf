import type { Json, JsonObject } from '@outrigger/manifest';

/** A note that the injector keeps in an annotation: JSON on one line. */
export function readNote(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

/** As Go's encoding/json writes it, which makes texts safe to stand in a web page. */
export function writeNote(note: JsonObject): string {
  return JSON.stringify(note).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The names in a list of a note; none where it is null. */
export function namesIn(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
