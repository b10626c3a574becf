import type { ApiAnswer } from '../answer/api-answer.ts';
import { conflict, invalid, notFound, Refusal, refusal } from '../answer/refusal.ts';
import type { ScalePaths } from '../custom/definition/definition.ts';
import { valueAt, withValueAt } from '../custom/value-at.ts';
import type { ApiObject } from '../object/api-object.ts';
import { isSame } from '../object/is-same.ts';
import type { LabelSelector } from '../object/matches-selector.ts';
import { parentOwners, scaleOwners } from '../patch/apply/scale-owners.ts';
import { getObject } from '../read/get.ts';
import { keyOf, readAs } from '../read/stored-object.ts';
import { declare } from '../resource/declare.ts';
import { apiVersionOf } from '../resource/registry.ts';
import type { Resource, ResourceRules } from '../resource/resource.ts';
import { at, collectErrors } from '../resource/rules/collect-errors.ts';
import { validateCounts } from '../resource/rules/field-checks.ts';
import type { Store } from '../store/store.ts';
import type { Call } from '../world.ts';
import { contextOf } from '../write/context.ts';
import { patchObject } from '../write/patch.ts';
import { updateObject } from '../write/update.ts';

/**
 * Reads and writes how many replicas a workload has (pkg/registry/apps/deployment/storage ScaleREST@1.36). A Scale is read and
 * written as any object is, from a store in which workloads look like that.
 */
export async function actOnScale(call: Call): Promise<ApiAnswer> {
  const { info, resource, world } = call;
  const key = keyOf(resource, info.namespace, info.name);
  const isThere = world.store.get(resource.bucket, key) !== undefined;
  // What is put is read before the workload is looked for.
  if (!isThere && info.verb !== 'update') throw notFound(resource, info.name);
  const asScale: Call = {
    ...call,
    // A write of the scale, as admission and managed fields know it.
    resource: {
      ...scales,
      isNamespaced: resource.isNamespaced,
      subresources: { scale: { of: 'object', verbs: ['patch', 'update'], rules: rulesFor(resource) } },
    },
    world: { ...world, store: scaleStore(call, key) },
  };
  try {
    if (info.verb === 'get') return getObject(asScale);
    return await (info.verb === 'patch' ? patchObject(asScale) : updateObject(asScale));
  } catch (error) {
    // A conflict of appliers tells whose replicas they are.
    const isLate = error instanceof Refusal && error.status.reason === 'Conflict' && isOfVersions(error);
    if (isLate) throw conflict(resource, info.name);
    const isMissing = error instanceof Refusal && error.status.reason === 'NotFound';
    throw isMissing ? notFound(resource, info.name) : error;
  }
}

/** What a custom resource may be is said by its own schema. */
function rulesFor({ custom }: Resource): ResourceRules {
  const { validateUpdate: _, ...rest } = scales.rules;
  return custom === undefined ? scales.rules : rest;
}

const scales: Resource = declare({
  group: 'autoscaling',
  plural: 'scales',
  kind: 'Scale',
  rules: {
    resetFields: [],
    prepareForUpdate: (object, old) => ({ ...object, status: old.status }),
    validateUpdate: (object) =>
      collectErrors((scope) => validateCounts(object.spec as object | undefined, ['replicas'], at('spec'), scope)),
  },
});

function isOfVersions({ status }: Refusal): boolean {
  return !('causes' in (status.details ?? {}));
}

/** The store as it looks through a scale. */
function scaleStore(call: Call, key: string): Store {
  const { world, resource } = call;
  let seen: { readonly parent: ApiObject; readonly scale: ApiObject } | undefined;
  const look = (): ApiObject | undefined => {
    const parent = world.store.get(resource.bucket, key);
    if (parent === undefined) return undefined;
    // The same workload is the same scale, so that a change by another is noticed.
    if (seen?.parent !== parent) seen = { parent, scale: toScale(readAs(resource, parent), resource.scale) };
    return seen.scale;
  };
  let written: { readonly parent: ApiObject; readonly scale: ApiObject } | undefined;
  const lookToWrite = (): ApiObject | undefined => {
    const parent = world.store.get(resource.bucket, key);
    if (parent === undefined) return undefined;
    if (written?.parent !== parent) written = { parent, scale: ownedScale(resource, readAs(resource, parent)) };
    return written.scale;
  };
  return {
    ...world.store,
    get(bucket, other) {
      if (bucket !== scales.bucket) return world.store.get(bucket, other);
      return call.info.verb === 'get' ? look() : lookToWrite();
    },
    put(_bucket, _key, scale) {
      const parent = world.store.get(resource.bucket, key);
      if (parent !== undefined) world.store.put(resource.bucket, key, scaled(call, parent, scale));
      return look() ?? scale;
    },
  };
}

/** A scale with those who own its replicas; only who writes is shown them. */
function ownedScale(resource: Resource, parent: ApiObject): ApiObject {
  const scale = toScale(parent, resource.scale);
  const managedFields = scaleOwners(parent.metadata?.managedFields ?? [], replicasPlace(resource));
  return managedFields.length === 0 ? scale : { ...scale, metadata: { ...scale.metadata, managedFields } };
}

function replicasPlace(resource: Resource): { readonly apiVersion: string; readonly path?: string } {
  const path = resource.scale?.specReplicasPath;
  return { apiVersion: apiVersionOf(resource), ...(path !== undefined && { path }) };
}

interface Workload {
  readonly replicas?: number;
  readonly selector?: LabelSelector;
}

function toScale(object: ApiObject, paths?: ScalePaths): ApiObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata ?? {};
  const spec = (paths === undefined ? (object.spec ?? {}) : customSpec(object, paths)) as Workload;
  const status = (paths === undefined ? (object.status ?? {}) : customStatus(object, paths)) as Workload;
  const selector = paths === undefined ? printSelector(spec.selector ?? {}) : textAt(object, paths.labelSelectorPath);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp } as NonNullable<ApiObject['metadata']>,
    spec: spec.replicas ? { replicas: spec.replicas } : {},
    status: { replicas: status.replicas ?? 0, ...(selector !== '' && { selector }) },
  };
}

/** A workload with the replicas that a scale asks for; it counts as a change of its own. */
function scaled(call: Call, stored: ApiObject, scale: ApiObject): ApiObject {
  const { resource } = call;
  const old = readAs(resource, stored);
  const { replicas = 0 } = (scale.spec ?? {}) as Workload;
  const parents = old.metadata?.managedFields ?? [];
  const managedFields = parentOwners(parents, scale.metadata?.managedFields ?? [], replicasPlace(resource));
  const owned = { ...old, metadata: { ...old.metadata, managedFields } };
  const path = resource.scale?.specReplicasPath ?? '.spec.replicas';
  const asked = withValueAt(owned, path, replicas) as ApiObject;
  if (isSame(asked.spec, old.spec) && isSame(managedFields, parents)) return stored;
  const changed = resource.rules.prepareForUpdate?.(asked, old, contextOf(call)) ?? asked;
  if (resource.custom !== undefined) {
    const errors = resource.rules.validateUpdate?.(changed, old, contextOf(call)) ?? [];
    if (errors.length > 0) throw invalid(`${resource.kind}.${resource.group}`, call.info.name, errors);
  }
  const { kind: _, apiVersion: __, ...kept } = resource.conversion?.toStored(changed) ?? changed;
  return { ...kept, ...pick(stored, ['kind', 'apiVersion']) };
}

/** The numbers of a custom resource are where its definition says (apiextensions-apiserver pkg/registry/customresource/etcd.go@1.36). */
function customSpec(object: ApiObject, { specReplicasPath }: ScalePaths): Workload {
  const replicas = valueAt(object, specReplicasPath);
  if (replicas !== undefined) return { replicas: Number(replicas) };
  const why = `Internal error occurred: the spec replicas field ${JSON.stringify(specReplicasPath)} does not exist`;
  throw refusal(500, 'InternalError', why, { causes: [{ message: why.slice('Internal error occurred: '.length) }] });
}

function customStatus(object: ApiObject, { statusReplicasPath }: ScalePaths): Workload {
  return { replicas: Number(valueAt(object, statusReplicasPath) ?? 0) };
}

function textAt(object: ApiObject, path: string | undefined): string {
  return path ? String(valueAt(object, path) ?? '') : '';
}

function pick(object: ApiObject, fields: readonly string[]): ApiObject {
  return Object.fromEntries(fields.flatMap((field) => (field in object ? [[field, object[field]]] : [])));
}

/** A selector as a text (metav1.FormatLabelSelector@1.36); a ReplicationController's is a plain map. */
function printSelector(selector: LabelSelector): string {
  const isPlain = selector.matchLabels === undefined && selector.matchExpressions === undefined;
  const labels = isPlain ? (selector as Readonly<Record<string, string>>) : (selector.matchLabels ?? {});
  const parts = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  const more = (selector.matchExpressions ?? []).map(({ key = '', operator, values = [] }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator === 'In' ? 'in' : 'notin'} (${[...values].sort().join(',')})`;
  });
  return [...parts, ...more].sort().join(',');
}
