import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { z } from 'zod';
import { BadCursor } from '../store/page-cursor.ts';
import { type EventReader, explainPod } from './explain-pod.ts';
import type { LiveTail } from './live-tail.ts';
import { openApiDocument } from './openapi.ts';
import { type ApiProblem, apiProblem, RefusedRequest } from './problem.ts';
import { readParameters } from './read-parameters.ts';
import { readDuration } from './read-time.ts';
import { ROUTES, type Route } from './routes.ts';
import { toFilter, toIncidentFilter, toRange } from './to-filter.ts';

/** What the API stands on. */
export interface RestOptions {
  readonly store: EventReader;
  /** None where nothing is watched, such as over a store file: then there is no tail. */
  readonly tail?: LiveTail;
  readonly now: () => number;
  /** Whether it works, in words when it does not. */
  readonly health?: () => Health;
  /** In Prometheus' text format. */
  readonly metrics?: () => Promise<string>;
  /** Ends the tails that are open. */
  readonly signal?: AbortSignal;
  /** Hears of an error of the store, which the asker is told nothing about but that it was. */
  readonly onTrouble?: (error: unknown) => void;
}

/** How it fares. */
export interface Health {
  readonly status: 'ok' | 'starting' | 'failing';
  readonly detail?: string;
}

/** What answers a `Request` with a `Response`. */
export interface RestApi {
  readonly fetch: (request: Request) => Response | Promise<Response>;
}

/** Makes the REST API over a store. Everything is asked by GET; what is refused is answered as a problem (RFC 9457). */
export function createRestApi(options: RestOptions): RestApi {
  const app = new Hono();
  const handlers = handlersOf(options);
  for (const [name, route] of Object.entries<Route>(ROUTES)) {
    const path = route.path.replace(/\{(\w+)\}/g, ':$1');
    app.get(path, (context) => handlers[name as keyof typeof ROUTES](context));
    app.all(path, (context) => {
      context.header('Allow', 'GET, HEAD');
      return refuse(context, apiProblem('method-not-allowed', `${context.req.method} is not understood here`));
    });
  }
  app.notFound((context) =>
    refuse(context, apiProblem('not-found', `there is no ${context.req.path}`, { hint: 'see /openapi.json' })),
  );
  app.onError((error, context) => {
    if (error instanceof RefusedRequest) return refuse(context, error.problem);
    if (error instanceof BadCursor) {
      return refuse(context, apiProblem('bad-cursor', error.message, { hint: 'begin without a cursor' }));
    }
    // Whoever ends does not wait for slow answers.
    if (options.signal?.aborted !== true) options.onTrouble?.(error);
    return refuse(
      context,
      apiProblem('store-away', 'the store did not answer', { hint: 'ask again; the log says why' }),
    );
  });
  return { fetch: (request) => app.fetch(request) };
}

type Handler = (context: Context) => Promise<Response> | Response;

function handlersOf({
  store,
  tail,
  now,
  health,
  metrics,
  signal,
}: RestOptions): Readonly<Record<keyof typeof ROUTES, Handler>> {
  return {
    async events(context) {
      const { limit, cursor, order, ...filter } = parametersOf(context, ROUTES.events.parameters);
      const page = { limit, order, ...(cursor !== undefined && { cursor }) };
      return context.json(await store.query(toFilter(filter, now()), page));
    },
    tail(context) {
      const filter = toFilter(parametersOf(context, ROUTES.tail.parameters), now());
      if (tail === undefined) throw new RefusedRequest(apiProblem('no-tail', 'this service reads no cluster'));
      return sendTail(context, tail.follow(filter, followOptions(context, signal)));
    },
    async aggregate(context) {
      const { groupBy, window, metrics: wanted, limit, ...filter } = parametersOf(context, ROUTES.aggregate.parameters);
      const windowMs = window === undefined ? undefined : readDuration(window);
      const rows = await store.aggregate({
        filter: toFilter(filter, now()),
        groupBy,
        metrics: wanted,
        limit,
        ...(windowMs !== undefined && { windowMs }),
      });
      return context.json({ rows });
    },
    async incidents(context) {
      const given = parametersOf(context, ROUTES.incidents.parameters);
      const { limit, cursor } = given;
      const page = { limit, ...(cursor !== undefined && { cursor }) };
      return context.json(await store.incidents(toIncidentFilter(given, now()), page));
    },
    async incident(context) {
      parametersOf(context, ROUTES.incident.parameters);
      const id = context.req.param('id') ?? '';
      const [found] = (await store.incidents({ ids: [id] }, { limit: 1 })).items;
      if (found !== undefined) return context.json(found);
      throw new RefusedRequest(apiProblem('not-found', `there is no incident "${id}"`));
    },
    async explain(context) {
      const given = parametersOf(context, ROUTES.explain.parameters);
      const name = context.req.param('pod') ?? '';
      const { cluster, namespace } = given;
      const explained = await explainPod(store, { cluster, namespace, name, range: toRange(given, now()) });
      if (explained !== undefined) return context.json(explained);
      throw new RefusedRequest(
        apiProblem('not-found', `nothing is known of pod "${name}" in namespace "${namespace}"`, {
          hint: 'name its namespace with ?namespace=',
        }),
      );
    },
    async gaps(context) {
      const range = toRange(parametersOf(context, ROUTES.gaps.parameters), now());
      return context.json({ items: await store.gaps(range) });
    },
    healthz(context) {
      const state = health?.() ?? { status: 'ok' };
      return context.json(state, state.status === 'ok' ? 200 : 503);
    },
    async metrics(context) {
      return context.text((await metrics?.()) ?? '', 200, {
        'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
      });
    },
    openapi: (context) => context.json(openApiDocument()),
  };
}

function parametersOf<S extends z.ZodObject>(context: Context, schema: S): z.output<S> {
  return readParameters(schema, new URL(context.req.url).searchParams);
}

function refuse(context: Context, problem: ApiProblem): Response {
  return context.body(JSON.stringify(problem), problem.status as 400, { 'Content-Type': 'application/problem+json' });
}

function followOptions(context: Context, signal: AbortSignal | undefined) {
  const ended = context.req.raw.signal;
  return {
    after: context.req.header('Last-Event-ID'),
    signal: signal === undefined ? ended : AbortSignal.any([ended, signal]),
  };
}

type TailItems = ReturnType<LiveTail['follow']>;

/** `event: event` with an observation, `event: missed` where some are missing. */
function sendTail(context: Context, items: TailItems): Response {
  return streamSSE(context, async (stream) => {
    for await (const item of items) {
      if (stream.aborted) return;
      const data = JSON.stringify(item.type === 'event' ? item.observation : { why: item.why });
      await stream.writeSSE({ id: item.id, event: item.type, data });
    }
  });
}
