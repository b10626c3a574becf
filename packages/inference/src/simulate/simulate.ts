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
  requests.forEach((request, at) => {
    agenda.add(request.at, () => {
      const endpoint = routes.route(request, book.all());
      const outcome = {
        request,
        endpoint: endpoint ?? -1,
        firstTokenAt: undefined,
        endedAt: undefined,
        cachedTokens: 0,
      };
      outcomes[at] = outcome;
      if (endpoint === undefined) return;
      const settle = (change: Partial<SimOutcome>) => {
        outcomes[at] = { ...(outcomes[at] as SimOutcome), ...change };
      };
      const fails = failures.some(({ endpoint: at, from, until }) => {
        const now = agenda.now();
        return at === endpoint && from <= now && now < until;
      });
      if (fails) {
        agenda.add(agenda.now() + FAILS_MS, () => {
          settle({ isFailed: true });
          routes.failed?.(request, 503);
        });
        return;
      }
      (engines[endpoint] as (typeof engines)[number]).submit(request, {
        firstToken() {
          settle({ firstTokenAt: agenda.now() });
          routes.firstToken?.(request);
        },
        ended(cachedTokens) {
          settle({ endedAt: agenda.now(), cachedTokens });
          routes.ended?.(request, cachedTokens);
        },
      });
    });
  });
  while (agenda.step(end));
  return outcomes;
}

/** Who cannot serve says so at once. */
const FAILS_MS = 5;
