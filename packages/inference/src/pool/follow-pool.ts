import { ApiError, type Change, type Client, type Clock, ConnectionError, startInformer } from '@outrigger/cluster';
import { BASE_MODEL_LABEL, type ConfigMapObject, readBaseModels } from './base-models.ts';
import { checkFields } from './check-fields.ts';
import { statusChanges } from './conditions.ts';
import type { PodObject } from './endpoints-of.ts';
import { KINDS } from './kinds/all-kinds.ts';
import { type PoolPlan, planPool } from './plan-pool.ts';
import { asPoolObject, type Fields, type PoolName, type PoolObject } from './pool-object.ts';

/** Which pool of which cluster is followed, and who hears of it. */
export interface FollowPoolOptions {
  readonly client: Client;
  readonly pool: PoolName;
  readonly clock: Clock;
  /** Hears the first plan, and every other one; undefined while there is no such pool. */
  readonly onPlan: (plan: PoolPlan | undefined) => void;
  /** Are ConfigMaps asked which adapters belong to a model? Whoever asks needs to be allowed to read them. */
  readonly withBaseModels?: boolean;
  /** Hears of what goes wrong; it is tried again. */
  readonly onTrouble: (message: string) => void;
}

/** The cluster has no definition of InferencePool. */
export interface NoPoolKind {
  readonly refused: 'no-pool-kind';
}

/**
 * Follows a pool of a cluster and everything that is about it until the signal ends, and tells in their statuses what it makes of
 * them. Kinds that the cluster learns later are not seen before the next start.
 */
export async function followPool(options: FollowPoolOptions, signal: AbortSignal): Promise<NoPoolKind | undefined> {
  const { client, pool, clock, onPlan, onTrouble } = options;
  const served = await client.discover();
  const kinds = KINDS.filter((kind) =>
    served.some((one) => one.group === kind.group && one.version === kind.version && one.plural === kind.plural),
  );
  if (!kinds.some(({ kind }) => kind === 'InferencePool')) return { refused: 'no-pool-kind' };
  const selection = { namespace: pool.namespace };
  const watching = { client, clock, selection, signal, onTrouble: tell(onTrouble) };
  const informers = [...kinds, PODS, SERVICES].map((resource) => startInformer({ ...watching, resource }));
  const [services, pods] = [informers.at(-1), informers.at(-2)] as [Informed, Informed];
  const own = informers.slice(0, -2);
  // Not waited for: a role that allows no ConfigMaps must not keep the pool from being served.
  const configMaps = options.withBaseModels
    ? startInformer({
        ...watching,
        selection: { ...selection, labelSelector: `${BASE_MODEL_LABEL}=true` },
        resource: { group: '', version: 'v1', plural: 'configmaps' },
      })
    : undefined;
  const hasService = (name: string) => {
    const spec = services.store.get(name, pool.namespace)?.spec as Fields | undefined;
    return spec !== undefined && spec.type !== 'ExternalName';
  };

  const said = new Set<string>();
  const objectsNow = () =>
    own.flatMap(({ store }) => [...store.all()]).flatMap((one) => checked(one, pool, said, onTrouble));
  let isLookDue = false;
  const look = () => {
    isLookDue = false;
    if (signal.aborted) return;
    const objects = objectsNow();
    const named = [...(configMaps?.store.all() ?? [])] as readonly ConfigMapObject[];
    for (const { configMap, message } of readBaseModels(named).problems)
      sayOnce(`ConfigMap ${configMap.metadata?.namespace}/${configMap.metadata?.name} is left out: ${message}`);
    onPlan(planPool({ objects, pods: pods.store.all() as Iterable<PodObject>, configMaps: named }, pool));
    void writeStatuses(objects).catch((error: unknown) => {
      if (!(error instanceof ApiError || error instanceof ConnectionError)) throw error;
      sayOnce(`a status is not written: ${error.message}`);
    });
  };
  const sayOnce = (message: string) => {
    if (!said.has(message)) onTrouble(message);
    said.add(message);
  };
  async function writeStatuses(objects: readonly PoolObject[]): Promise<void> {
    const now = `${new Date(clock.now()).toISOString().slice(0, 19)}Z`;
    for (const { object, status } of statusChanges(objects, { pool, hasService, now })) {
      const { kind, name, namespace, resourceVersion } = object;
      // Of this version only: a gateway may have written its own entry meanwhile.
      const body = { metadata: { resourceVersion }, status };
      await client
        .subresource(kind, { name, namespace, subresource: 'status' }, { method: 'PATCH', patch: 'merge', body })
        .catch((error: unknown) => {
          // Gone meanwhile, or changed: the change itself asks for the next look.
          if (!(error instanceof ApiError && (error.code === 404 || error.code === 409))) throw error;
        });
    }
  }

  await Promise.race([Promise.all(informers.map(({ complete }) => complete)), ended(signal)]);
  if (signal.aborted) return undefined;
  look();
  // Changes come many at a time; one look is enough for all of them.
  const soon = (_: Change) => {
    if (isLookDue) return;
    isLookDue = true;
    queueMicrotask(look);
  };
  let isListening = false;
  for (const { subscribe } of [...informers, ...(configMaps ? [configMaps] : [])])
    subscribe((change) => isListening && soon(change));
  isListening = true;
  await ended(signal);
  return undefined;
}

type Informed = ReturnType<typeof startInformer>;

const PODS = { group: '', version: 'v1', plural: 'pods' };
const SERVICES = { group: '', version: 'v1', plural: 'services' };

/** A definition of somebody else may let through what ours does not: such an object is left out, aloud. */
function checked(one: object, { namespace }: PoolName, said: Set<string>, onTrouble: (message: string) => void) {
  const object = asPoolObject(one as Fields, namespace);
  if (!object) return [];
  const errors = checkFields(object.spec, object.kind.spec, ['spec']).filter(({ code }) => code !== 'unknown-field');
  for (const { message } of errors) {
    const text = `${object.kind.kind} ${object.namespace}/${object.name} is left out: ${message}`;
    if (!said.has(text)) onTrouble(text);
    said.add(text);
  }
  return errors.length > 0 ? [] : [object];
}

function tell(onTrouble: (message: string) => void) {
  return ({ error }: { readonly error: Error }) => onTrouble(error.message);
}

function ended(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
