import { KINDS, kindOf } from './kinds/all-kinds.ts';
import type { Kind } from './kinds/kind.ts';

/** The fields of an object. */
export type Fields = Readonly<Record<string, unknown>>;

/** An object of one of the kinds that say what a pool is. */
export interface PoolObject {
  readonly kind: Kind;
  readonly namespace: string;
  readonly name: string;
  readonly generation: number;
  /** Undefined of one that no API server has seen. */
  readonly resourceVersion: string | undefined;
  /** ms since 1970; undefined of one that no API server has seen. */
  readonly created: number | undefined;
  readonly spec: Fields;
  readonly status: Fields;
}

/** An object as a pool's, if it is of such a kind; its fields are not looked at. */
export function asPoolObject(object: Fields, namespace: string): PoolObject | undefined {
  const kind = kindOf(object as { readonly apiVersion?: string });
  if (!kind) return undefined;
  const metadata = (object.metadata ?? {}) as Fields;
  const created = Date.parse(String(metadata.creationTimestamp));
  return {
    kind,
    namespace: String(metadata.namespace ?? namespace),
    name: String(metadata.name ?? ''),
    generation: Number(metadata.generation ?? 0),
    resourceVersion: metadata.resourceVersion as string | undefined,
    created: Number.isNaN(created) ? undefined : created,
    spec: (object.spec ?? {}) as Fields,
    status: (object.status ?? {}) as Fields,
  };
}

/** The oldest first, then by name; what no API server has seen comes in the order in which it is written, after all others. */
export function oldestFirst(objects: readonly PoolObject[]): readonly PoolObject[] {
  return objects.toSorted((a, b) => {
    const difference = (a.created ?? Number.MAX_VALUE) - (b.created ?? Number.MAX_VALUE);
    return difference || (a.created === undefined ? 0 : a.name < b.name ? -1 : 1);
  });
}

/**
 * Whether an object is about a pool: of its namespace, by its name. In which of the two groups is not asked: a pool that has moved
 * from the experimental one to v1 keeps its models, and nobody means different pools by one name.
 */
export function isAbout({ namespace, spec }: PoolObject, pool: PoolName): boolean {
  const { kind = 'InferencePool', name, group } = (spec.poolRef ?? {}) as Fields;
  const isPool = kind === 'InferencePool' && (group === undefined || POOL_GROUPS.has(group));
  return isPool && namespace === pool.namespace && name === pool.name;
}

const POOL_GROUPS: ReadonlySet<unknown> = new Set(
  KINDS.filter(({ kind }) => kind === 'InferencePool').map(({ group }) => group),
);

/** What names a pool. */
export interface PoolName {
  readonly namespace: string;
  readonly name: string;
}
