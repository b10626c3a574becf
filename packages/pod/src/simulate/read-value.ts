import type { ScenarioProblem } from './read-scenario.ts';

type Path = readonly (string | number)[];

/** Reads values of a document and collects what is wrong with them, so that all of it can be told at once. */
export class Reader {
  readonly problems: ScenarioProblem[] = [];

  fail(path: Path, message: string): void {
    this.problems.push({ path, message });
  }

  map(value: unknown, path: Path): Readonly<Record<string, unknown>> {
    if (value === undefined || value === null) return {};
    if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
    this.fail(path, `expected a map, got ${describe(value)}`);
    return {};
  }

  list(value: unknown, path: Path): readonly unknown[] {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value;
    this.fail(path, `expected a list, got ${describe(value)}`);
    return [];
  }

  /** Refuses keys that mean nothing here. */
  only(map: Readonly<Record<string, unknown>>, path: Path, keys: readonly string[]): void {
    for (const key of Object.keys(map)) {
      if (!keys.includes(key)) this.fail([...path, key], `unknown field "${key}"; known are ${keys.join(', ')}`);
    }
  }

  text(value: unknown, path: Path, missing?: string): string {
    if (typeof value === 'string') return value;
    if (value === undefined && missing !== undefined) return missing;
    this.fail(path, `expected a text, got ${describe(value)}`);
    return '';
  }

  integer(value: unknown, path: Path, missing: number): number {
    if (value === undefined || value === null) return missing;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
    this.fail(path, `expected a whole number of 0 or more, got ${describe(value)}`);
    return missing;
  }

  flag(value: unknown, path: Path): boolean {
    if (value === undefined || value === null) return false;
    if (typeof value === 'boolean') return value;
    this.fail(path, `expected true or false, got ${describe(value)}`);
    return false;
  }

  /** A duration such as `4s`, `8500ms`, `1m30s`, `24h` or `forever`, in ms. */
  duration(value: unknown, path: Path, missing: number): number {
    if (value === undefined || value === null) return missing;
    if (value === 'forever') return Number.POSITIVE_INFINITY;
    const ms = typeof value === 'string' ? parseDuration(value) : value === 0 ? 0 : undefined;
    if (ms !== undefined) return ms;
    this.fail(path, `expected a duration such as 4s, 250ms or 1m30s, got ${describe(value)}`);
    return missing;
  }
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads a Go-like duration, in ms; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g))
    sum += Number(number) * (UNITS[unit ?? ''] ?? 0);
  return Math.round(sum);
}

function describe(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : JSON.stringify(value);
}
