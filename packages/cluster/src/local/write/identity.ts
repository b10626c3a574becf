import { badRequest } from '../answer/refusal.ts';
import type { ApiObject, ObjectMeta } from '../object/api-object.ts';
import type { Resource } from '../resource/resource.ts';
import type { Call } from '../world.ts';

/** An object without what only the server may say of a new one (apiserver pkg/registry/rest/meta.go WipeObjectMetaSystemFields@1.36). */
export function withoutIdentity(object: ApiObject): ApiObject {
  const {
    creationTimestamp: _created,
    uid: _uid,
    deletionTimestamp: _deletion,
    deletionGracePeriodSeconds: _grace,
    selfLink: _link,
    ...metadata
  } = object.metadata ?? {};
  return { ...object, metadata };
}

/** Gives a new object who it is: uid, time, and a name where there is only a beginning (FillObjectMetaSystemFields). */
export function withIdentity(object: ApiObject, { world }: Pick<Call, 'world'>): ApiObject {
  const { name = '', generateName = '', ...rest } = object.metadata ?? {};
  const made = name === '' && generateName !== '' ? generatedName(generateName, world.random) : name;
  return {
    ...object,
    metadata: {
      ...(made !== '' && { name: made }),
      ...(generateName !== '' && { generateName }),
      ...rest,
      uid: crypto.randomUUID(),
      creationTimestamp: timeOf(world.now()),
    },
  };
}

/** Puts an object into the namespace of the request, or refuses it for having another one. */
export function inNamespace(object: ApiObject, resource: Resource, namespace: string): ApiObject {
  const wanted = resource.isNamespaced ? namespace : '';
  const own = object.metadata?.namespace ?? '';
  if (own === wanted) return object;
  if (own !== '' && wanted !== '') {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  const { namespace: _own, ...metadata } = object.metadata ?? {};
  return { ...object, metadata: wanted === '' ? metadata : placed(metadata, wanted) };
}

/** A time as the API has it. */
export function timeOf(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** In the order in which Go writes it: name, generateName, namespace. */
function placed({ name, generateName, ...rest }: ObjectMeta, namespace: string): ObjectMeta {
  return {
    ...(name !== undefined && { name }),
    ...(generateName !== undefined && { generateName }),
    namespace,
    ...rest,
  };
}

/** Five of the letters and digits that make no words (apiserver pkg/storage/names/generate.go@1.36). */
function generatedName(base: string, random: () => number): string {
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  const suffix = Array.from({ length: 5 }, () => letters[Math.floor(random() * letters.length)]).join('');
  return `${base.slice(0, 58)}${suffix}`;
}
