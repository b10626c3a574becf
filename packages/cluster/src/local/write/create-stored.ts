import { alreadyExists, invalid, Refusal, refusal } from '../answer/refusal.ts';
import type { ApiObject } from '../object/api-object.ts';
import { keyOf, readAs } from '../read/stored-object.ts';
import type { Resource } from '../resource/resource.ts';
import { asKept } from '../schema/as-kept.ts';
import { inNamespace, withIdentity } from './identity.ts';
import { inGoOrder } from './in-go-order.ts';
import { hasKubeFinalizers, validateKubeFinalizers } from './metadata/kube-finalizers.ts';
import { validateMetadata } from './metadata/validate-metadata.ts';
import type { Writing, Written } from './writing.ts';

/**
 * Keeps a new object, once it is complete: identity, preparation, validation, admission (apiserver
 * pkg/registry/generic/registry/store.go create@1.36). A name that the server makes up is tried eight times.
 */
export async function createStored(writing: Writing, object: ApiObject): Promise<Written> {
  const isNamedByServer = !object.metadata?.name && Boolean(object.metadata?.generateName);
  for (let attempt = 1; ; attempt++) {
    try {
      return await createOnce(writing, object, isNamedByServer);
    } catch (error) {
      const isTaken = error instanceof Refusal && error.status.reason === 'AlreadyExists';
      if (!isTaken || !isNamedByServer || attempt === 8) throw error;
    }
  }
}

async function createOnce(writing: Writing, object: ApiObject, isNamedByServer: boolean): Promise<Written> {
  const { call, context } = writing;
  const { resource, world, info } = call;
  const prepared = prepareNew(writing, withIdentity(object, call));
  const name = prepared.metadata?.name ?? '';
  await world.admit.validate({
    operation: 'create',
    resource,
    object: prepared,
    old: undefined,
    context,
    namespace: info.namespace,
    name,
  });
  const { resourceVersion = '' } = prepared.metadata ?? {};
  if (!context.isDryRun && resourceVersion !== '' && resourceVersion !== '0') {
    throw refusal(500, undefined, 'resourceVersion should not be set on objects to be created');
  }
  const key = keyOf(resource, info.namespace, name);
  const there = world.store.get(resource.bucket, key);
  if (there !== undefined) throw taken(resource, name, { isNamedByServer, isGoing: isGoing(there) });
  const whole = asKept(resource, prepared);
  return { object: context.isDryRun ? whole : kept(writing, key, whole), isNew: true };
}

/** A new object as its kind wants it, or a refusal (apiserver pkg/registry/rest BeforeCreate@1.36). */
export function prepareNew(
  { call: { resource, info }, rules, context, warnings }: Writing,
  object: ApiObject,
): ApiObject {
  const placed = inNamespace(object, resource, info.namespace);
  const prepared = rules.prepareForCreate?.(placed, context) ?? placed;
  const metadata = prepared.metadata ?? {};
  const errors = [
    ...validateMetadata(metadata, { ...rules, isNamespaced: resource.isNamespaced }),
    ...(hasKubeFinalizers(resource) ? validateKubeFinalizers(metadata) : []),
    ...(rules.validate?.(prepared, context) ?? []),
  ];
  if (errors.length > 0) throw invalid(qualifiedKind(resource), metadata.name ?? '', errors);
  warnings.push(...(rules.warnings?.(prepared, undefined) ?? []));
  return prepared;
}

/** Puts an object into the store, and gives it as the request's version has it. */
export function kept({ call: { resource, world } }: Writing, key: string, object: ApiObject): ApiObject {
  const placed = { ...object, metadata: inGoOrder(object.metadata ?? {}) };
  const stored = resource.conversion?.toStored(placed) ?? placed;
  return readAs(resource, world.store.put(resource.bucket, key, stored));
}

/** `Deployment.apps`. */
export function qualifiedKind({ kind, group, bucket, plural }: Resource): string {
  // Events are kept in the core group, and named by it.
  return group === '' || bucket === plural ? kind : `${kind}.${group}`;
}

function taken(
  resource: Resource,
  name: string,
  { isNamedByServer, isGoing }: { readonly isNamedByServer: boolean; readonly isGoing: boolean },
): Refusal {
  const { message = '', details = {} } = alreadyExists(resource, name).status;
  const being = isGoing ? 'object is being deleted: ' : '';
  if (!isNamedByServer) return refusal(409, 'AlreadyExists', `${being}${message}`, details);
  const words = `${being}${message}, the server was not able to generate a unique name for the object`;
  return refusal(409, 'AlreadyExists', words, { ...details, retryAfterSeconds: 1 }, { 'retry-after': '1' });
}

function isGoing({ metadata }: ApiObject): boolean {
  return metadata?.deletionTimestamp !== undefined;
}
