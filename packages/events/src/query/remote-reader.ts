import type { Incident } from '../incident.ts';
import type { Gap, Observation } from '../observation.ts';
import type {
  AggregateQuery,
  AggregateRow,
  EventFilter,
  EventPage,
  IncidentFilter,
  IncidentPage,
  Page,
} from '../store/event-store.ts';
import type { EventReader } from './explain-pod.ts';
import type { ApiProblem } from './problem.ts';

/** Asks a running service what a store would be asked. Throws a `RemoteProblem` where it refuses or is not there. */
export function remoteReader(server: string): EventReader & RemoteTail {
  const ask = async <T>(path: string, parameters: Parameters): Promise<T> => {
    const response = await reach(`${server}${path}?${queryOf(parameters)}`, {});
    return (await response.json()) as T;
  };
  return {
    query: (filter, page) => ask<EventPage>('/api/v1/events', { ...parametersOf(filter), ...page }),
    async aggregate({ filter, groupBy, metrics, windowMs, limit }: AggregateQuery) {
      const window = windowMs === undefined ? undefined : `${windowMs}ms`;
      const parameters = { ...parametersOf(filter), groupBy, metrics, window, limit };
      return (await ask<{ readonly rows: readonly AggregateRow[] }>('/api/v1/aggregate', parameters)).rows;
    },
    incidents: (filter, page) => askIncidents(ask, filter, page),
    async gaps({ from, until }) {
      return (await ask<{ readonly items: readonly Gap[] }>('/api/v1/gaps', { since: from, until })).items;
    },
    async *tail(filter, signal) {
      const headers = { accept: 'text/event-stream' };
      const response = await reach(`${server}/api/v1/events/tail?${queryOf(parametersOf(filter))}`, {
        headers,
        signal,
      });
      if (response.body !== null) yield* readTail(response.body);
    },
  };
}

/** What a service tells as it comes. */
export interface RemoteTail {
  readonly tail: (filter: EventFilter, signal: AbortSignal) => AsyncIterable<Observation | 'missed'>;
}

/** A service that refuses, or is not there. */
export class RemoteProblem extends Error {
  override readonly name = 'RemoteProblem';
  readonly problem: ApiProblem | undefined;

  constructor(message: string, problem: ApiProblem | undefined, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}

type Parameters = Readonly<Record<string, string | number | readonly string[] | undefined>>;

async function reach(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init).catch((error: Error) => {
    const { code = error.message } = (error.cause ?? {}) as { readonly code?: string };
    throw new RemoteProblem(`${new URL(url).origin} does not answer: ${code}`, undefined, { cause: error });
  });
  if (response.ok) return response;
  const problem = (await response.json().catch(() => undefined)) as ApiProblem | undefined;
  throw new RemoteProblem(problem?.detail ?? `${url} answered ${response.status}`, problem);
}

/** Ids are not asked for together: each has a path of its own. */
async function askIncidents(
  ask: <T>(path: string, parameters: Parameters) => Promise<T>,
  { ids, clusters, namespaces, states, severity, from, until }: IncidentFilter,
  page: Page,
): Promise<IncidentPage> {
  if (ids !== undefined) {
    const items = await Promise.all(
      ids.map((id) => ask<Incident>(`/api/v1/incidents/${encodeURIComponent(id)}`, {}).catch(ifMissing)),
    );
    return { items: items.filter((item) => item !== undefined), cursor: undefined };
  }
  const parameters = { cluster: clusters, namespace: namespaces, state: states, severity, since: from, until };
  const { limit, cursor } = page;
  return await ask<IncidentPage>('/api/v1/incidents', { ...parameters, limit, cursor });
}

function ifMissing(error: unknown): undefined {
  if (error instanceof RemoteProblem && error.problem?.code === 'not-found') return undefined;
  throw error;
}

function parametersOf(filter: EventFilter): Parameters {
  const { from, until, clusters, namespaces, kinds, names, workloads, nodes, types, reasons, categories } = filter;
  const { severity, severities, correlationId, template, labels, text } = filter;
  const label = labels && Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return {
    since: from,
    until,
    cluster: clusters,
    namespace: namespaces,
    kind: kinds,
    name: names,
    workload: workloads,
    node: nodes,
    types,
    reason: reasons,
    category: categories,
    severity,
    severities,
    correlationId,
    template,
    label,
    text,
  };
}

function queryOf(parameters: Parameters): URLSearchParams {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters)) {
    if (value === undefined) continue;
    for (const each of Array.isArray(value) ? value : [value]) query.append(key, String(each));
  }
  return query;
}

/** Server-sent events, as the service writes them: one `data` line each. */
async function* readTail(body: ReadableStream<Uint8Array>): AsyncGenerator<Observation | 'missed'> {
  let rest = '';
  for await (const piece of body.pipeThrough(
    new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>,
  )) {
    const blocks = (rest + piece).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      if (/^event: missed$/m.test(block)) yield 'missed';
      const [, data] = /^data: (.*)$/m.exec(block) ?? [];
      if (data !== undefined && /^event: event$/m.test(block)) yield JSON.parse(data) as Observation;
    }
  }
}
