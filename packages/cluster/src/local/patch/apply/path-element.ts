import { goQuote } from '@outrigger/pod';

/**
 * One step to a field, as managed fields write it: `f:NAME` a field, `k:{KEYS}` an item of a list by its keys, `v:VALUE` an item
 * of a set, `i:INDEX` one by its place (structured-merge-diff v6 fieldpath/serialize-pe.go).
 */
export type PathElement = string;

/** A field of a map or a struct. */
export function fieldElement(name: string): PathElement {
  return `f:${name}`;
}

/** An item of a list that is a map; keys come in their order. */
export function keyElement(keys: Readonly<Record<string, unknown>>): PathElement {
  const sorted = Object.entries(keys).sort(([a], [b]) => (a < b ? -1 : 1));
  return `k:${JSON.stringify(Object.fromEntries(sorted))}`;
}

/** An item of a list that is a set. */
export function valueElement(value: unknown): PathElement {
  return `v:${JSON.stringify(value)}`;
}

/** The order of steps: fields, keys, values, places (fieldpath/element.go Compare). */
export function compareElements(one: PathElement, other: PathElement): number {
  const [left, right] = [KINDS.indexOf(one.slice(0, 2)), KINDS.indexOf(other.slice(0, 2))];
  if (left !== right) return left - right;
  const [a, b] = [one.slice(2), other.slice(2)];
  if (left === 0) return a < b ? -1 : a > b ? 1 : 0;
  return compareValues(JSON.parse(a), JSON.parse(b));
}

const KINDS = ['f:', 'k:', 'v:', 'i:'];

/** A path as conflicts tell it: `.spec.containers[name="app"].image`. */
export function printPath(path: readonly PathElement[]): string {
  return path.map(printElement).join('');
}

function printElement(element: PathElement): string {
  const rest = element.slice(2);
  if (element.startsWith('f:')) return `.${rest}`;
  if (element.startsWith('i:')) return `[${rest}]`;
  if (element.startsWith('v:')) return `[=${printValue(JSON.parse(rest))}]`;
  const keys = Object.entries(JSON.parse(rest) as Readonly<Record<string, unknown>>);
  return `[${keys.map(([name, value]) => `${name}=${printValue(value)}`).join(',')}]`;
}

function printValue(value: unknown): string {
  return typeof value === 'string' ? goQuote(value) : String(value);
}

function compareValues(one: unknown, other: unknown): number {
  if (isKeys(one) && isKeys(other)) {
    const [left, right] = [Object.entries(one), Object.entries(other)];
    for (const [at, [name, value]] of left.entries()) {
      const [otherName, otherValue] = right[at] ?? [];
      if (otherName === undefined) return 1;
      if (name !== otherName) return name < otherName ? -1 : 1;
      const order = compareValues(value, otherValue);
      if (order !== 0) return order;
    }
    return left.length - right.length;
  }
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  if (typeof one === typeof other) return String(one) < String(other) ? -1 : String(one) > String(other) ? 1 : 0;
  return typeof one === 'number' ? -1 : 1;
}

function isKeys(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
