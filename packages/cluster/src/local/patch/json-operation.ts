import { isSameJson } from '../object/is-same-json.ts';
import { isList, isMap, type JsonMap, type JsonValue } from './json-value.ts';

/**
 * A value after one operation of a JSON patch; undefined where it cannot be done. With the manners of the library that the
 * server uses (gopkg.in/evanphx/json-patch.v4): places in lists may count from the end, `replace` makes what is not there.
 */
export function applyOperation(document: JsonValue, operation: JsonMap): JsonValue | undefined {
  const { op, path, from, value = null } = operation;
  if (typeof path !== 'string') return undefined;
  switch (op) {
    case 'add':
      return put(document, path, value, 'add');
    case 'replace':
      return path === '' ? replacedWhole(value) : put(document, path, value, 'set');
    case 'remove':
      return taken(document, path)?.rest;
    case 'test':
      return isAsTested(document, path, value) ? document : undefined;
    case 'move': {
      const moved = typeof from === 'string' ? taken(document, from) : undefined;
      return moved && put(moved.rest, path, moved.value, 'add');
    }
    case 'copy': {
      const copied = typeof from === 'string' ? found(document, from) : undefined;
      return copied && put(document, path, copied.value ?? null, 'add');
    }
    default:
      return undefined;
  }
}

function replacedWhole(value: JsonValue): JsonValue | undefined {
  return isMap(value) || isList(value) ? value : undefined;
}

function isAsTested(document: JsonValue, path: string, value: JsonValue): boolean {
  if (path === '') return isSameJson(document, value);
  const there = found(document, path);
  return there !== undefined && isSameJson(there.value ?? null, value);
}

/** What stands at a path, if anything; undefined where nothing could stand there. */
function found(document: JsonValue, path: string): { readonly value: JsonValue | undefined } | undefined {
  const steps = stepsOf(path);
  if (steps === undefined) return undefined;
  let value: JsonValue | undefined = document;
  for (const [at, step] of steps.entries()) {
    if (isMap(value)) value = value[step];
    else if (isList(value)) {
      const place = placeIn(step, value.length);
      if (place === undefined || place >= value.length) return undefined;
      value = value[place];
    } else return undefined;
    if (value === undefined && at < steps.length - 1) return undefined;
  }
  return { value };
}

function put(document: JsonValue, path: string, value: JsonValue, how: 'add' | 'set'): JsonValue | undefined {
  return changed(document, stepsOf(path), (holder, step) => {
    if (isMap(holder)) return { ...holder, [step]: value };
    if (!isList(holder)) return undefined;
    if (how === 'add' && step === '-') return [...holder, value];
    const place = placeIn(step, how === 'add' ? holder.length + 1 : holder.length);
    if (place === undefined || place > holder.length || (how === 'set' && place === holder.length)) return undefined;
    return how === 'add' ? holder.toSpliced(place, 0, value) : holder.with(place, value);
  });
}

function taken(document: JsonValue, path: string): { readonly rest: JsonValue; readonly value: JsonValue } | undefined {
  let value: JsonValue | undefined;
  const rest = changed(document, stepsOf(path), (holder, step) => {
    if (isMap(holder)) {
      const { [step]: gone, ...others } = holder;
      value = gone;
      return gone === undefined ? undefined : others;
    }
    if (!isList(holder)) return undefined;
    const place = placeIn(step, holder.length);
    value = place === undefined ? undefined : holder[place];
    return place === undefined || place >= holder.length ? undefined : holder.toSpliced(place, 1);
  });
  return rest === undefined || value === undefined ? undefined : { rest, value };
}

type Change = (holder: JsonValue, step: string) => JsonValue | undefined;

function changed(value: JsonValue, steps: readonly string[] | undefined, change: Change): JsonValue | undefined {
  if (steps === undefined) return undefined;
  const [step = '', ...deeper] = steps;
  if (deeper.length === 0) return change(value, step);
  const place = isList(value) ? placeIn(step, value.length) : undefined;
  const inner = isMap(value) ? value[step] : isList(value) && place !== undefined ? value[place] : undefined;
  if (inner === undefined) return undefined;
  const after = changed(inner, deeper, change);
  if (after === undefined) return undefined;
  if (isMap(value)) return { ...value, [step]: after };
  return isList(value) && place !== undefined ? value.with(place, after) : undefined;
}

function stepsOf(path: string): readonly string[] | undefined {
  const [, ...steps] = path.split('/');
  return steps.length === 0 ? undefined : steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Go's strconv.Atoi, and places from the end. */
function placeIn(step: string, length: number): number | undefined {
  if (!/^[+-]?\d+$/.test(step)) return undefined;
  const place = Number(step);
  if (place >= 0) return place;
  return place < -length ? undefined : place + length;
}
