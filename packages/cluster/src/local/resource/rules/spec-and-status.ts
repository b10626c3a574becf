import type { ApiObject, ObjectMeta } from '../../object/api-object.ts';
import { isSame } from '../../object/is-same.ts';
import type { ResourceRules } from '../resource.ts';

/** A new object: the first generation, with nothing in its status that a client may have said. */
export function firstGeneration(object: ApiObject, status: object = {}): ApiObject {
  return withGeneration({ ...object, status }, 1);
}

/** A changed object: its status is as it was, and its generation counts changes of what is asked for. */
export function nextGeneration(
  object: ApiObject,
  old: ApiObject,
  isChanged: boolean = !isSame(object.spec, old.spec),
): ApiObject {
  const generation = old.metadata?.generation ?? 0;
  const kept = keepField(object, old, 'status');
  return withGeneration(kept, isChanged ? generation + 1 : generation);
}

/** Rules of a status subresource: everything but the status, and the parts of the metadata that are named, stays. */
export function statusRules(more: ResourceRules = {}, kept: readonly (keyof ObjectMeta)[] = []): ResourceRules {
  return {
    resetFields: ['spec'],
    prepareForUpdate(object, old) {
      const { status: _, ...others } = old;
      const metadata = { ...object.metadata, ...pick(old.metadata, kept) };
      return { ...others, metadata, ...(object.status !== undefined && { status: object.status }) };
    },
    ...more,
  };
}

/** An object with one of its fields as it was. */
export function keepField(object: ApiObject, old: ApiObject, field: string): ApiObject {
  const { [field]: _, ...others } = object;
  return { ...others, ...(old[field] !== undefined && { [field]: old[field] }) };
}

function withGeneration(object: ApiObject, generation: number): ApiObject {
  return generation === 0 ? object : { ...object, metadata: { ...object.metadata, generation } };
}

function pick(metadata: ObjectMeta = {}, fields: readonly (keyof ObjectMeta)[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(fields.map((field) => [field, metadata[field]]));
}
