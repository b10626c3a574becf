import type { ApiAnswer } from '../answer/api-answer.ts';
import { jsonAnswer } from '../answer/json-answer.ts';
import { notFound } from '../answer/refusal.ts';
import type { ApiObject, ObjectMeta } from '../object/api-object.ts';
import { apiVersionOf } from '../resource/registry.ts';
import { matchesLabels, parseLabelSelector } from '../select/label-selector.ts';
import type { Store } from '../store/store.ts';
import type { Call } from '../world.ts';
import type { NodeConnection, NodeStats, Usage } from './node-connection.ts';

/** `metrics.k8s.io`: what each node, or each pod, uses right now, as its kubelet says. */
export async function answerUsage(call: Call, nodes: (name: string) => NodeConnection | undefined): Promise<ApiAnswer> {
  const { info, resource, world, request } = call;
  const stats = await allStats(world.store, nodes);
  const kind = { kind: resource.kind, apiVersion: apiVersionOf(resource) };
  const all = resource.plural === 'nodes' ? stats.map(ofNode) : stats.flatMap(ofPods);
  const items = all
    .map((item) => withLabels(item, world.store, resource.plural))
    .filter(({ metadata }) => info.namespace === '' || metadata.namespace === info.namespace);
  if (info.name !== '') {
    const found = items.find(({ metadata }) => metadata.name === info.name);
    if (found === undefined) throw notFound(resource, info.name);
    return jsonAnswer(200, { ...kind, ...found });
  }
  const wanted = parseLabelSelector(request.query.get('labelSelector') ?? '');
  const chosen = items.filter(({ metadata }) => matchesLabels(wanted, metadata.labels ?? {}));
  return jsonAnswer(200, { kind: `${kind.kind}List`, apiVersion: kind.apiVersion, metadata: {}, items: chosen });
}

interface Measured {
  readonly metadata: ObjectMeta;
  readonly timestamp: string;
  readonly window: string;
  readonly [field: string]: unknown;
}

interface NamedStats extends NodeStats {
  readonly name: string;
}

async function allStats(
  store: Store,
  nodes: (name: string) => NodeConnection | undefined,
): Promise<readonly NamedStats[]> {
  const listed = store.list('nodes', {});
  const names = 'entries' in listed ? listed.entries.map(({ key }) => key) : [];
  const stats = await Promise.all(
    names.map(async (name) => {
      const connection = nodes(name);
      return connection === undefined ? [] : [{ name, ...(await connection.stats()) }];
    }),
  );
  return stats.flat();
}

function ofNode(stats: NamedStats): Measured {
  return { metadata: { name: stats.name }, ...whenOf(stats), usage: printUsage(stats.node) };
}

function ofPods(stats: NamedStats): readonly Measured[] {
  return stats.pods.map(({ namespace, pod, containers }) => ({
    metadata: { name: pod, namespace },
    ...whenOf(stats),
    containers: containers.map((container) => ({ name: container.name, usage: printUsage(container) })),
  }));
}

function whenOf({ at, windowSeconds }: NodeStats): { readonly timestamp: string; readonly window: string } {
  return { timestamp: `${at.toISOString().slice(0, 19)}Z`, window: `${windowSeconds}s` };
}

function printUsage({ cpuNanoCores, memoryBytes }: Usage): { readonly cpu: string; readonly memory: string } {
  return { cpu: `${Math.round(cpuNanoCores)}n`, memory: `${Math.round(memoryBytes / 1024)}Ki` };
}

/** Labels are those of the node or pod itself, so that one can select by them. */
function withLabels(item: Measured, store: Store, bucket: string): Measured {
  const { namespace, name = '' } = item.metadata;
  const object: ApiObject | undefined = store.get(bucket, namespace === undefined ? name : `${namespace}/${name}`);
  const { labels } = object?.metadata ?? {};
  const created = { creationTimestamp: item.timestamp };
  return { ...item, metadata: { ...item.metadata, ...created, ...(labels !== undefined && { labels }) } };
}
