import { ApiError, type Client, createClient, loadAccess, machineClock, networkTransport } from '@outrigger/cluster';
import {
  createClassifier,
  createEventMetrics,
  createLiveTail,
  type EventFilter,
  type EventStore,
  followCluster,
  listCluster,
  type Observation,
  readOnce,
} from '@outrigger/events';
import { reaching } from '../../live/reaching.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import { oneLine } from '../print/safe.ts';
import type { OwnRules } from '../rules/read-own-rules.ts';
import type { SourceFlags } from './flags.ts';
import type { Source } from './open-source.ts';

/** A cluster as a source: what its API server still has, once. */
export async function openCluster(
  flags: SourceFlags,
  own: OwnRules | undefined,
  { env, stderr }: Surroundings,
): Promise<Source> {
  const { context, kubeconfig } = flags;
  const client = await reaching(async () => {
    const access = await loadAccess({ context, kubeconfig, env });
    return createClient({ transport: networkTransport(access), userAgent: 'outrigger-events' });
  });
  const cluster = context ?? 'current';
  const named = flags.allNamespaces ? undefined : flags.namespace;
  // Who asks for one pod wants to know why, and the cause may be elsewhere.
  const namespaces = typeof named === 'string' ? undefined : named;
  const contents = await reaching(() =>
    listCluster(client, namespaces).catch((error) => {
      if (!(error instanceof ApiError && error.code === 403 && typeof named === 'string')) throw error;
      stderr.write(`only namespace "${named}" may be read: causes elsewhere are not seen\n`);
      return listCluster(client, [named]);
    }),
  );
  for (const missing of contents.missing) stderr.write(`not read: ${missing}\n`);
  // Several are followed together; what is of none of them does not fit.
  const namespace = namespaces?.length === 1 ? namespaces[0] : undefined;
  const store = await readOnce(contents, { ...own, cluster, namespace, now: Date.now() });
  return {
    reader: store,
    tail: (filter, signal) => tailCluster({ client, cluster, namespace, own, store, stderr }, filter, signal),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

interface Followed {
  readonly client: Client;
  readonly cluster: string;
  readonly namespace: string | undefined;
  readonly own: OwnRules | undefined;
  readonly store: EventStore;
  readonly stderr: Surroundings['stderr'];
}

/** Goes on from where reading it once has come to. */
async function* tailCluster(
  { client, cluster, namespace, own, store, stderr }: Followed,
  filter: EventFilter,
  signal: AbortSignal,
): AsyncGenerator<Observation | 'missed'> {
  const tail = createLiveTail({ run: 'here' });
  const ending = new AbortController();
  const ends = AbortSignal.any([signal, ending.signal]);
  const told = tail.follow(filter, { signal: ends });
  const items = told[Symbol.asyncIterator]();
  // It listens before anything can come.
  let next = items.next();
  const following = followCluster(
    {
      client,
      cluster: { name: cluster, eventTtl: 3_600_000 },
      namespace,
      // Nobody asks for them again: a tail of days keeps what it needs to count, and no more.
      store: { ...store, store: (batch) => store.store({ ...batch, observations: [] }) },
      classifier: own?.classifier ?? createClassifier(),
      rules: own?.rules,
      metrics: createEventMetrics(),
      tail,
      labels: [],
      clock: machineClock,
      onTrouble: (error) => stderr.write(`${oneLine((error as Error).message)}; trying again\n`),
    },
    ends,
  ).finally(() => ending.abort());
  following.catch(() => {});
  try {
    for (let item = await next; !item.done; item = await next) {
      next = items.next();
      yield item.value.type === 'event' ? item.value.observation : 'missed';
    }
  } finally {
    ending.abort();
    await following;
  }
}
