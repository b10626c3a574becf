/** An API time in milliseconds. */
export function timeOf(text: string | undefined | null): number | undefined {
  return text === undefined || text === null ? undefined : Date.parse(text);
}

/** Milliseconds as an API time, in whole seconds (meta/v1 Time@1.36). */
export function apiTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
