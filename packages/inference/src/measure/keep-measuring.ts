import type { EndpointBook } from './endpoint-book.ts';
import { readMetrics } from './read-metrics.ts';
import type { Scraped, Scraper } from './scrape.ts';
import { SCRAPE_PACE, type ScrapePace, scrapeInterval } from './scrape-interval.ts';

/** What measuring needs. */
export interface MeasureWorld {
  readonly book: EndpointBook;
  readonly scraper: Pick<Scraper, 'scrape' | 'forget'>;
  readonly pace?: ScrapePace;
  readonly now: () => number;
  readonly random: () => number;
  /** Calls back after some ms; the answer takes that back. */
  readonly after: (ms: number, what: () => void) => () => void;
  /** An endpoint's cache was seen to have room for so many tokens. */
  readonly sized?: (address: string, kvTokens: number) => void;
}

/** Keeps asking the endpoints of a pool for their metrics; each at its own pace. */
export interface Measuring {
  /** The pool has these endpoints now: new ones are asked at once, those that went no more. */
  readonly look: () => void;
  /** A request goes there. Cheap, for it is called with each. */
  readonly sent: (address: string) => void;
  readonly stop: () => void;
}

/** Begins to measure. */
export function keepMeasuring({
  book,
  scraper,
  pace = SCRAPE_PACE,
  now,
  random,
  after,
  sized,
}: MeasureWorld): Measuring {
  const turns = new Map<string, Turn>();
  let stopped = false;
  let busy = 0;
  let askedAt = Number.NEGATIVE_INFINITY;
  /** When there is room for one more scrape out of its turn. */
  let nextAt = Number.NEGATIVE_INFINITY;

  const ask = async (address: string, turn: Turn) => {
    turn.cancel = undefined;
    turn.askedAt = now();
    book.scraping(address);
    const scraped = await scraper.scrape(address);
    if (stopped || turns.get(address) !== turn) return;
    note(address, turn, scraped);
    plan(address, turn);
  };
  const note = (address: string, turn: Turn, scraped: Scraped) => {
    const before = book.of(address)?.measured;
    const measured = measuredBy(scraped, now(), before);
    if (measured) {
      book.measured(address, measured);
      if (measured.kvTokens !== undefined) sized?.(address, measured.kvTokens);
    } else if (before && now() - before.at > pace.staleMs) book.unknown(address);
    const answers = scraped.is !== 'unreachable' && scraped.is !== 'late';
    turn.failures = answers ? 0 : turn.failures + 1;
    // Who is late once may only be busy, and still serves; who refuses is gone.
    if (answers) book.reached(address, true);
    else if (scraped.is === 'unreachable' || turn.failures >= LATE_IS_DOWN) book.reached(address, false);
  };
  const plan = (address: string, turn: Turn, part = 1) => {
    const state = book.of(address);
    const isPoolAsked = now() - askedAt < pace.idleMs;
    // What others have running there matters once somebody asks here.
    const isRunning = isPoolAsked && (state?.measured?.running ?? 0) > 0;
    const isBusy = state !== undefined && (state.inFlight.requests > 0 || isRunning);
    if (isBusy !== turn.isBusy) busy += isBusy ? 1 : -1;
    turn.isBusy = isBusy;
    const wait = scrapeInterval(
      pace,
      { isBusy, isPoolAsked, busy, endpoints: turns.size, failures: turn.failures },
      random,
    );
    turn.cancel = after(wait * part, () => ask(address, turn));
  };
  const drop = (address: string, turn: Turn) => {
    turn.cancel?.();
    if (turn.isBusy) busy--;
    turns.delete(address);
    scraper.forget(address);
  };
  /** Requests come after a long rest: what is known of the pool is as old as the idle pace allows. */
  const awake = () => {
    for (const [address, turn] of turns) {
      if (!turn.cancel) continue;
      turn.cancel();
      plan(address, turn, random());
    }
  };
  return {
    look() {
      for (const [address, turn] of turns) if (!book.of(address)) drop(address, turn);
      for (const { endpoint } of book.all()) {
        if (turns.has(endpoint.address)) continue;
        const first = { failures: 0, isBusy: false, askedAt: 0, cancel: undefined };
        turns.set(endpoint.address, first);
        ask(endpoint.address, first);
      }
    },
    sent(address) {
      const at = now();
      const slept = at - askedAt >= pace.idleMs;
      askedAt = at;
      if (slept) awake();
      const turn = turns.get(address);
      if (!turn?.cancel || turn.isBusy) return;
      turn.cancel();
      turn.isBusy = true;
      busy++;
      // A request after the other, each to an endpoint at rest, must not cost a scrape each.
      nextAt = Math.max(at, nextAt + 1000 / pace.mostPerSecond);
      turn.cancel = after(Math.max(nextAt, turn.askedAt + pace.busyMs) - at, () => ask(address, turn));
    },
    stop() {
      stopped = true;
      for (const { cancel } of turns.values()) cancel?.();
    },
  };
}

/** So many late answers in a row, and nobody is thought to be there. */
const LATE_IS_DOWN = 3;

function measuredBy(scraped: Scraped, at: number, before: EndpointMeasured): EndpointMeasured {
  if (scraped.is === 'page') return readMetrics(scraped.page, at, before);
  return scraped.is === 'unchanged' && before ? { ...before, at } : undefined;
}

type EndpointMeasured = ReturnType<typeof readMetrics>;

interface Turn {
  failures: number;
  isBusy: boolean;
  /** When it was asked last. */
  askedAt: number;
  /** Undefined while it is being asked. */
  cancel: (() => void) | undefined;
}
