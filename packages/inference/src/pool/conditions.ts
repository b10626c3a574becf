import { readModels } from './model-entry.ts';
import { poolsOf } from './plan-pool.ts';
import { type Pool, readPool } from './pool.ts';
import { type Fields, isAbout, type PoolName, type PoolObject } from './pool-object.ts';

/** A condition as it should be; the time is put in where it changes. */
interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
  readonly observedGeneration: number;
}

/** A status that has to be written. */
export interface StatusChange {
  readonly object: PoolObject;
  /** The fields of `status` that change, whole. */
  readonly status: Fields;
}

/** What is known beside the objects. */
export interface StatusWorld {
  readonly pool: PoolName;
  /** ExternalName is none: a picker must not be looked for outside of the cluster (InferencePool, MUST NOT). */
  readonly hasService: (name: string) => boolean;
  /** RFC 3339. */
  readonly now: string;
}

/** Who writes it, beside the gateways that write their own entries of a pool. */
const CONTROLLER = 'outrigger.dev/endpoint-picker';

/** The statuses of a pool and what is about it that are not as they should be. */
export function statusChanges(objects: readonly PoolObject[], world: StatusWorld): readonly StatusChange[] {
  const { pool, now } = world;
  const pools = poolsOf(objects).filter(({ name, namespace }) => name === pool.name && namespace === pool.namespace);
  const refused = new Set(readModels(objects, pool).refused.map(({ object }) => object));
  const about = objects.filter((object) => object.kind.kind !== 'InferencePool' && isAbout(object, pool));
  return [
    ...pools.flatMap((object) => poolChange(object, world)),
    ...about.flatMap((object) => {
      const wanted = refused.has(object)
        ? condition(object, 'Accepted', [
            'False',
            'ModelNameInUse',
            'an older InferenceModel of the pool has this model name',
          ])
        : condition(object, 'Accepted', ['True', 'Accepted', 'in use by the endpoint picker']);
      const before = (object.status.conditions ?? []) as readonly Fields[];
      const conditions = merged(before, [wanted], now);
      return conditions === before ? [] : [{ object, status: { conditions } }];
    }),
  ];
}

/** The picker's own entry among those of the parents; the others belong to gateways. */
function poolChange(object: PoolObject, { hasService, now }: StatusWorld): readonly StatusChange[] {
  const pool = readPool({ ...object, group: object.kind.group });
  const isV1 = object.kind.version === 'v1';
  const field = isV1 ? 'parents' : 'parent';
  const entries = (object.status[field] ?? []) as readonly Entry[];
  const parentRef = { kind: 'Service', name: pool.picker?.name ?? pool.name, ...(isV1 && { group: '' }) };
  const own = entries.findIndex((entry) =>
    isV1 ? entry.controllerName === CONTROLLER : entry.parentRef?.kind === 'Service',
  );
  const before = entries[own];
  const conditions = merged(before?.conditions ?? [], poolConditions(object, pool, hasService), now);
  const isSame = before && conditions === before.conditions && before.parentRef?.name === parentRef.name;
  if (isSame) return [];
  const entry = { ...(isV1 && { controllerName: CONTROLLER }), parentRef, conditions };
  return [{ object, status: { [field]: own < 0 ? [...entries, entry] : entries.with(own, entry) } }];
}

interface Entry {
  readonly controllerName?: string;
  readonly parentRef?: Fields;
  readonly conditions?: readonly Fields[];
}

function poolConditions(
  object: PoolObject,
  { picker }: Pool,
  hasService: StatusWorld['hasService'],
): readonly Condition[] {
  if (!picker) {
    const why = 'no gateway can ask a picker: set spec.endpointPickerRef to the Service of this one';
    return [condition(object, 'Accepted', ['False', 'EndpointPickerRefMissing', why])];
  }
  const isService = picker.group === '' && picker.kind === 'Service';
  const isThere = isService && hasService(picker.name);
  const what = isService ? `Service "${picker.name}"` : `${picker.kind} "${picker.name}" of group "${picker.group}"`;
  return [
    condition(object, 'Accepted', ['True', 'Accepted', 'the endpoint picker serves this pool']),
    condition(
      object,
      'ResolvedRefs',
      isThere
        ? ['True', 'ResolvedRefs', `the picker's ${what} is there`]
        : ['False', 'InvalidExtensionRef', `${what} is ${isService ? 'not in the namespace' : 'no Service'}`],
    ),
  ];
}

function condition(
  { generation }: PoolObject,
  type: string,
  [status, reason, message]: readonly ['True' | 'False', string, string],
): Condition {
  return { type, status, reason, message, observedGeneration: generation };
}

/** The list with these conditions in it: the same list where nothing changes, with a new time where the status does. */
function merged(before: readonly Fields[], wanted: readonly Condition[], now: string): readonly Fields[] {
  const isSame = wanted.every((one) =>
    before.some((old) => Object.entries(one).every(([key, value]) => old[key] === value)),
  );
  if (isSame) return before;
  const kept = before.filter(({ type }) => !wanted.some((one) => one.type === type) && !isPlaceholder(type));
  const changed = wanted.map((one) => {
    const old = before.find(({ type }) => type === one.type);
    return { ...one, lastTransitionTime: old?.status === one.status ? old.lastTransitionTime : now };
  });
  return [...kept, ...changed];
}

/** `Ready` stands there from the beginning, and nobody ever sets it. */
function isPlaceholder(type: unknown): boolean {
  return type === 'Ready';
}
