import type { ApiObject } from '../../object/api-object.ts';
import type { ValueType } from '../../schema/value-type.ts';
import type { WriteOptions } from '../../write/write-options.ts';
import { isMap, type JsonMap } from '../json-value.ts';
import { compareValues } from './compare-values.ts';
import type { FieldConflict } from './conflict-answer.ts';
import { difference, hasField } from './field-set.ts';
import { toFieldSet } from './to-field-set.ts';
import { TypedFault } from './typed-fault.ts';

/**
 * The conflicts that are left when kubectl takes over what it has applied from the client's side, as far as that has not been
 * changed since (managedfields/internal/lastappliedmanager.go@1.36).
 */
export function allowedByLastApplied(
  conflicts: readonly FieldConflict[],
  {
    live,
    type,
    options,
    version,
  }: {
    readonly live: ApiObject;
    readonly type: ValueType;
    readonly options: WriteOptions;
    readonly version: string;
  },
): readonly FieldConflict[] {
  if (options.manager !== 'kubectl') return conflicts;
  const last = readLastApplied(live);
  if (last === undefined || last.apiVersion !== version) return conflicts;
  try {
    const { modified, added, removed } = compareValues(last, live as JsonMap, type);
    const allowed = [modified, added, removed].reduce(difference, toFieldSet(last, type));
    return conflicts.filter(({ path }) => !hasField(allowed, path));
  } catch (fault) {
    if (!(fault instanceof TypedFault)) throw fault;
    return conflicts;
  }
}

/** Keeps kubectl's own note of what it has applied true, where there is one (lastappliedupdater.go@1.36). */
export function withLastApplied(object: ApiObject, config: JsonMap, manager: string): ApiObject {
  const annotations = object.metadata?.annotations ?? {};
  if (manager !== 'kubectl' || !annotations[ANNOTATION]) return object;
  const metadata = isMap(config.metadata) ? config.metadata : {};
  const { [ANNOTATION]: _note, ...others } = isMap(metadata.annotations) ? metadata.annotations : {};
  const noted = {
    ...config,
    metadata: { ...metadata, ...(metadata.annotations !== undefined && { annotations: others }) },
  };
  const note = `${JSON.stringify(sorted(noted))}\n`;
  return { ...object, metadata: { ...object.metadata, annotations: { ...annotations, [ANNOTATION]: note } } };
}

const ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration';

function readLastApplied({ metadata }: ApiObject): JsonMap | undefined {
  const text = metadata?.annotations?.[ANNOTATION];
  if (!text) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
