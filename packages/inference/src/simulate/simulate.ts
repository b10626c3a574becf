import { createEndpointBook, type EndpointBook } from '../measure/endpoint-book.ts';
import { createAgenda } from './agenda.ts';
import { createEngine } from './engine/create-engine.ts';
import type { EngineProfile } from './engine/engine-profile.ts';
import type { Router } from './router.ts';
import type { SimOutcome, SimRequest } from './sim-request.ts';

/** A cluster on virtual time, and what is sent to it. */
export interface Simulation {
  readonly requests: readonly SimRequest[];
  readonly blockTokens: number;
  readonly engine: EngineProfile;
  readonly replicas: number;
  /** ms between two looks at an engine's metrics. */
  readonly scrapeMs: number;
  /** Requests that have not ended this long after the last was sent are given up. */
  readonly patienceMs: number;
  /** Endpoints, by their place, that answer with 503 at once and look idle, from and until such a ms. */
  readonly failures?: readonly { readonly endpoint: number; readonly from: number; readonly until: number }[];
  readonly router: (world: { readonly book: EndpointBook; readonly now: () => number }) => Router;
}

/** Plays it; the outcome of every request, in the order in which they were sent. */
export function simulate({
  requests,
  blockTokens,
  engine,
  replicas,
  scrapeMs,
  patienceMs,
  failures = [],
  router,
}: Simulation): readonly SimOutcome[] {
  const agenda = createAgenda();
  const book = createEndpointBook(agenda.now);
  const endpoints = Array.from({ length: replicas }, (_, at) => ({ address: `10.0.0.${at + 1}:8000`, rank: 0 }));
  book.set(endpoints);
  const engines = endpoints.map(() => createEngine(engine, blockTokens, agenda));
  const routes = router({ book, now: agenda.now });
  const end = (requests.at(-1)?.at ?? 0) + patienceMs;
  endpoints.forEach(({ address }, at) => {
    const scrape = () => {
      book.scraping(address);
      book.measured(address, (engines[at] as (typeof engines)[number]).measured());
      agenda.add(agenda.now() + scrapeMs, scrape);
    };
    // Not all at once.
    agenda.add((scrapeMs * at) / replicas, scrape);
  });
  const outcomes: SimOutcome[] = [];
  const places = new Map(requests.map((request, at) => [request, at]));
  let kept = 0;
  const send = (request: SimRequest, to: number) => {
    const at = places.get(request) as number;
    const settle = (change: Partial<SimOutcome>) => {
      outcomes[at] = { ...(outcomes[at] as SimOutcome), ...change };
    };
    settle({ endpoint: to });
    const now = agenda.now();
    if (failures.some(({ endpoint, from, until }) => endpoint === to && from <= now && now < until)) {
      agenda.add(now + FAILS_MS, () => {
        settle({ isFailed: true });
        routes.failed?.(request, 503);
      });
      return;
    }
    (engines[to] as (typeof engines)[number]).submit(request, {
      firstToken() {
        settle({ firstTokenAt: agenda.now() });
        routes.firstToken?.(request);
      },
      ended(cachedTokens) {
        settle({ endedAt: agenda.now(), cachedTokens });
        routes.ended?.(request, cachedTokens);
      },
    });
  };
  const look = () => {
    for (let next = routes.next?.(book.all()); next; next = routes.next?.(book.all())) {
      kept--;
      if (typeof next.to === 'number') send(next.request, next.to);
    }
    if (kept > 0) agenda.add(agenda.now() + LOOK_MS, look);
  };
  requests.forEach((request, at) => {
    agenda.add(request.at, () => {
      const to = routes.route(request, book.all());
      outcomes[at] = { request, endpoint: -1, firstTokenAt: undefined, endedAt: undefined, cachedTokens: 0 };
      if (typeof to === 'number') send(request, to);
      else if (to === 'waits' && kept++ === 0) agenda.add(agenda.now() + LOOK_MS, look);
    });
  });
  while (agenda.step(end));
  return outcomes;
}

/** Who cannot serve says so at once. */
const FAILS_MS = 5;

/** As often as the picker looks whether somebody who waits may go (admit/keep-admitting.ts). */
const LOOK_MS = 10;
