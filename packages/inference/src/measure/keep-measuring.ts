import type { EndpointBook } from './endpoint-book.ts';
import { readMetrics } from './read-metrics.ts';
import type { Scraper } from './scrape.ts';
import { SCRAPE_PACE, type ScrapePace, scrapeInterval } from './scrape-interval.ts';

/** What measuring needs. */
export interface MeasureWorld {
  readonly book: EndpointBook;
  readonly scraper: Pick<Scraper, 'scrape'>;
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
  /** The pool has other endpoints now, or requests have begun to come: whoever is due is asked. */
  readonly look: () => void;
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

  const ask = async (address: string, turn: Turn) => {
    turn.cancel = undefined;
    book.scraping(address);
    const scraped = await scraper.scrape(address);
    const state = book.of(address);
    if (stopped || !state) {
      turns.delete(address);
      return;
    }
    turn.failures = scraped.is === 'unreachable' ? turn.failures + 1 : 0;
    book.reached(address, scraped.is !== 'unreachable');
    if (scraped.is === 'page') {
      const measured = readMetrics(scraped.page, now(), state.measured);
      if (measured) book.measured(address, measured);
      if (measured?.kvTokens) sized?.(address, measured.kvTokens);
    }
    plan(address, turn);
  };
  const plan = (address: string, turn: Turn) => {
    const state = book.of(address);
    const isBusy = state !== undefined && (state.inFlight.requests > 0 || (state.measured?.running ?? 0) > 0);
    const wait = scrapeInterval(pace, { isBusy, endpoints: book.all().length, failures: turn.failures }, random);
    turn.isBusy = isBusy;
    turn.cancel = after(wait, () => ask(address, turn));
  };
  return {
    look() {
      for (const { endpoint, inFlight } of book.all()) {
        const turn = turns.get(endpoint.address);
        if (!turn) {
          const first = { failures: 0, isBusy: true, cancel: undefined };
          turns.set(endpoint.address, first);
          ask(endpoint.address, first);
        } else if (inFlight.requests > 0 && !turn.isBusy && turn.cancel) {
          turn.cancel();
          plan(endpoint.address, turn);
        }
      }
    },
    stop() {
      stopped = true;
      for (const { cancel } of turns.values()) cancel?.();
    },
  };
}

interface Turn {
  failures: number;
  isBusy: boolean;
  /** Undefined while it is being asked. */
  cancel: (() => void) | undefined;
}
