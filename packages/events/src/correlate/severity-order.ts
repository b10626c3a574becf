import { SEVERITIES, type Severity } from '../observation.ts';

/** Whether one severity is at least as bad as another. */
export function worseOrEqual(severity: Severity, than: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(than);
}

/** The worse of two. */
export function worst(one: Severity, other: Severity): Severity {
  return worseOrEqual(one, other) ? one : other;
}
