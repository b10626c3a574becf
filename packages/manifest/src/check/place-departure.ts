import type { KubernetesObject } from '../object/kubernetes-object.ts';
import type { Problem, Severity } from '../problem/problem.ts';
import type { Departure } from '../schema/check-value.ts';
import { describeDeparture } from '../schema/describe-departure.ts';
import type { Position } from '../source/position.ts';
import { findPlaceholder } from '../template/find-placeholder.ts';

/** Words and a position for a departure from the schema. A placeholder where a value should be is its own kind of trouble. */
export function placeDeparture(departure: Departure, object: KubernetesObject, severity: Severity): Problem {
  const { path } = departure;
  const { file } = object;
  const position = positionOf(departure, object);
  const value = 'value' in departure && typeof departure.value === 'string' ? departure.value : '';
  const placeholder = findPlaceholder(value, file);
  if (placeholder) return { ...placeholder, severity: 'error', position, file, path };
  return { ...describeDeparture(departure, textAt(position)), severity, position, file, path };
}

/** An unknown field is at its key; a missing one where its parent is; anything else at the value. */
function positionOf({ kind, path }: Departure, object: KubernetesObject): Position {
  if (kind === 'unknown-field') return object.locateKey(path);
  return kind === 'missing-field' ? object.locateKey(path.slice(0, -1)) : object.locate(path);
}

/** What is written at a position, if it is on one line. */
function textAt({ line, endLine, column, endColumn, excerpt }: Position): string {
  return line === endLine ? excerpt.text.slice(column - excerpt.column, endColumn - excerpt.column) : '';
}
