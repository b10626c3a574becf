import type { ApiObject } from '../local/object/api-object.ts';
import { ApiError } from './api-error.ts';
import type { Client, ObjectList, PatchKind, ResourceRef, WatchLine, WriteOptions } from './client.ts';
import { type Clock, machineClock } from './clock.ts';
import { ConnectionError } from './connection-error.ts';
import { type Discovered, servedOf } from './discovered.ts';
import { type Place, pathOf } from './path-of.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';
import { readJson } from './read-json.ts';
import { createLineReader } from './read-lines.ts';
import { type Patience, sendPatiently } from './send-patiently.ts';
import type { Transport, TransportAnswer } from './transport.ts';

/** How a client behaves. */
export interface ClientOptions {
  readonly transport: Transport;
  /** As the server's audit log names it. */
  readonly userAgent?: string;
  /** No limit when it is left out: the server's priority and fairness says when it is too much. */
  readonly limit?: RateLimit;
  /** How often a request is repeated at most; ten times, as in client-go. */
  readonly retries?: number;
  /** How long an answer may take, watches excepted. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
  readonly random?: () => number;
}

/** Makes a client over a transport. */
export function createClient({
  transport,
  userAgent = 'outrigger',
  limit,
  retries = 10,
  timeoutMs = 60_000,
  clock = machineClock,
  random = Math.random,
}: ClientOptions): Client {
  const patience: Omit<Patience, 'retries'> = { backOff: { baseMs: 200, capMs: 10_000 }, clock, random };
  const turn = limit && createRateLimit(limit, clock);

  async function send(asked: Asked, signal: AbortSignal): Promise<TransportAnswer> {
    await turn?.(signal);
    const { method = 'GET', path, resource, place, accept = JSON_TYPE, body, type = JSON_TYPE } = asked;
    const request = {
      method,
      path: path ?? pathOf(resource, place),
      headers: { accept, 'user-agent': userAgent, ...(body !== undefined && { 'content-type': type }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal,
    };
    return await sendPatiently(transport, request, { ...patience, retries: asked.retries ?? retries });
  }

  /** Sends and reads to the end, in time. */
  async function ask<T>(asked: Asked, signal?: AbortSignal): Promise<T> {
    const over = new AbortController();
    const late = new AbortController();
    const ends = AbortSignal.any(signal === undefined ? [over.signal] : [over.signal, signal]);
    // Whoever is to answer may not hear of the end; it is not waited for.
    const timer = clock.delay(timeoutMs, ends).then((): never => {
      if (!over.signal.aborted) late.abort();
      signal?.throwIfAborted();
      const what = `${asked.method ?? 'GET'} ${pathOf(asked.resource, asked.place)}`;
      throw new ConnectionError('TIMEOUT', `the server has not answered ${what} within ${timeoutMs / 1000} s`);
    });
    // Whoever has won the race does not hear of the other.
    timer.catch(() => {});
    const answered = send(asked, late.signal).then((answer) => readJson<T>(answer));
    answered.catch(() => {});
    try {
      return await Promise.race([answered, timer]);
    } finally {
      over.abort();
    }
  }

  return {
    get: (resource, { namespace, name }) => undefinedWhenGone(ask<ApiObject>({ resource, place: { namespace, name } })),
    async list(resource, { namespace, metadataOnly, retries, ...query } = {}, signal) {
      const accept = metadataOnly ? METADATA_LIST : JSON_TYPE;
      return listOf(await ask<RawList>({ resource, place: { namespace, query }, accept, retries }, signal));
    },
    create: (resource, object, options = {}) =>
      ask({
        method: 'POST',
        resource,
        place: { namespace: object.metadata?.namespace, query: writeQuery(options) },
        body: object,
      }),
    update: (resource, object, options = {}) => {
      const { namespace, name = '' } = object.metadata ?? {};
      return ask({ method: 'PUT', resource, place: { namespace, name, query: writeQuery(options) }, body: object });
    },
    patch: (resource, { namespace, name }, { kind, body }, options = {}) =>
      ask({
        method: 'PATCH',
        resource,
        place: { namespace, name, query: writeQuery(options) },
        type: PATCH_TYPES[kind],
        body,
      }),
    delete: (resource, { namespace, name }, options = {}) =>
      undefinedWhenGone(
        ask({
          method: 'DELETE',
          resource,
          place: { namespace, name },
          body: { kind: 'DeleteOptions', apiVersion: 'v1', ...options },
        }),
      ),
    subresource: (resource, { namespace, name, subresource }, { method, body, patch }) =>
      ask({
        method,
        resource,
        place: { namespace, name, subresource },
        ...(patch && { type: PATCH_TYPES[patch] }),
        ...(body !== undefined && { body }),
      }),
    async discover() {
      const discovered = ['/api', '/apis'].map((path) => ask<Discovered>({ path, ...NOWHERE, accept: AGGREGATED }));
      return (await Promise.all(discovered)).flatMap(servedOf);
    },
    async *watch(resource, { namespace, metadataOnly, retries, ...options }, signal) {
      const place = { namespace, query: { watch: true, ...options } };
      try {
        const answer = await send({ resource, place, accept: metadataOnly ? METADATA : JSON_TYPE, retries }, signal);
        if (answer.status !== 200) await readJson(answer);
        const read = createLineReader(readLine);
        for await (const piece of answer.body) yield read(piece);
      } catch (error) {
        // Whoever has ended it does not want to hear that it has ended.
        if (!signal.aborted) throw error;
      }
    },
  };
}

interface Asked {
  readonly method?: string;
  /** In place of a resource's own. */
  readonly path?: string;
  readonly resource: ResourceRef;
  readonly place: Place;
  readonly accept?: string;
  readonly body?: unknown;
  readonly type?: string;
  readonly retries?: number | undefined;
}

const JSON_TYPE = 'application/json';
const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
/** For what has a path of its own. */
const NOWHERE = { resource: { group: '', version: '', plural: '' }, place: {} } as const;
// A server that does not know the short form answers with whole objects.
const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json';
const METADATA_LIST = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

const PATCH_TYPES: Readonly<Record<PatchKind, string>> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  // JSON is YAML: the server reads it as such.
  apply: 'application/apply-patch+yaml',
};

function writeQuery({ fieldManager, force, dryRun }: WriteOptions): NonNullable<Place['query']> {
  return { fieldManager, force, dryRun: dryRun ? 'All' : undefined };
}

/** For an object that is not there; a resource that is not served is an error. */
async function undefinedWhenGone(asked: Promise<ApiObject>): Promise<ApiObject | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ApiError && error.code === 404 && error.status?.details?.name !== undefined) return undefined;
    throw error;
  }
}

interface RawList {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: {
    readonly resourceVersion?: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
  readonly items?: readonly ApiObject[] | null;
}

/** Items of a list have no kind of their own; they get it, to be what a GET of each would give. */
function listOf({ apiVersion, kind, metadata = {}, items }: RawList): ObjectList {
  const own = apiVersion !== undefined && kind?.endsWith('List') ? { apiVersion, kind: kind.slice(0, -4) } : {};
  return {
    items: (items ?? []).map((item) => ({ ...own, ...item })),
    resourceVersion: metadata.resourceVersion ?? '',
    ...(metadata.continue && { continue: metadata.continue }),
    ...(metadata.remainingItemCount !== undefined && { remainingItemCount: metadata.remainingItemCount }),
  };
}

function readLine(line: string): WatchLine {
  try {
    return JSON.parse(line) as WatchLine;
  } catch (cause) {
    throw new ConnectionError('BROKEN', `a line of a watch is no JSON: ${line.slice(0, 80)}`, { cause });
  }
}
