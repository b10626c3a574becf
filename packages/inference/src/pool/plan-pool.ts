import type { Endpoint } from '../endpoint.ts';
import type { ModelBook } from '../pick/model-book.ts';
import { modelBookOf } from '../pick/model-book-of.ts';
import { type ConfigMapObject, readBaseModels } from './base-models.ts';
import { endpointsOf, type PodObject } from './endpoints-of.ts';
import { type Pool, readPool } from './pool.ts';
import type { PoolName, PoolObject } from './pool-object.ts';

/** What a picker has to know of a pool. */
export interface PoolPlan {
  readonly pool: Pool;
  readonly endpoints: readonly Endpoint[];
  readonly models: ModelBook;
}

/** Everything that there is, from wherever it was read; fields have been checked. */
export interface PoolSources {
  readonly objects: readonly PoolObject[];
  readonly pods: Iterable<PodObject>;
  /** Those of them count that say which adapters belong to a model. */
  readonly configMaps?: Iterable<ConfigMapObject>;
}

/** Makes a plan for a pool; undefined when there is none of this name. */
export function planPool({ objects, pods, configMaps = [] }: PoolSources, name: PoolName): PoolPlan | undefined {
  const source = poolsOf(objects).find((one) => one.name === name.name && one.namespace === name.namespace);
  if (!source) return undefined;
  const pool = readPool({ ...source, group: source.kind.group });
  const models = { ...modelBookOf(objects, pool), baseModelOf: readBaseModels(configMaps).of };
  return { pool, endpoints: endpointsOf(pool, pods), models };
}

/** All pools, those of v1 first: of two with one name the other is what it was before. */
export function poolsOf(objects: readonly PoolObject[]): readonly PoolObject[] {
  const pools = objects.filter(({ kind }) => kind.kind === 'InferencePool');
  return pools.toSorted((a, b) => Number(a.kind.version !== 'v1') - Number(b.kind.version !== 'v1'));
}
