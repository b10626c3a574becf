import type { Endpoint } from '../endpoint.ts';
import { type EndpointState, type InFlight, type Measured, NOTHING_IN_FLIGHT } from '../endpoint-state.ts';

/** All endpoints of a pool, with what is known of each. States are the same objects throughout: scheduling copies nothing. */
export interface EndpointBook {
  /** Those that can be asked, in the pool's order. */
  readonly up: () => readonly EndpointState[];
  readonly all: () => readonly EndpointState[];
  readonly of: (address: string) => EndpointState | undefined;
  /** The pool has these endpoints now; what is known of those that stay is kept. Returns those that went. */
  readonly set: (endpoints: readonly Endpoint[]) => readonly Endpoint[];
  /** A scrape begins: what has been sent up to now the server will tell of. */
  readonly scraping: (address: string) => void;
  readonly measured: (address: string, measured: Measured) => void;
  /** What was measured is too old to be believed. */
  readonly unknown: (address: string) => void;
  /** Nobody answers there, or somebody does again. */
  readonly reached: (address: string, isUp: boolean) => void;
  /** A request was sent; the answer takes it back, step by step. */
  readonly send: (state: EndpointState, load: SentLoad) => Sent;
}

/** What a request puts on a server. */
export interface SentLoad {
  /** Prompt tokens that it is thought to have to compute. */
  readonly prefillTokens: number;
  /** Of the whole prompt, and of the answer as far as it can be guessed. */
  readonly tokens: number;
}

/** A request on a server. */
export interface Sent {
  /** The first token has come: the prompt is computed. */
  readonly answering: () => void;
  readonly ended: () => void;
}

/** An empty book, on the clock by which its reader chooses. */
export function createEndpointBook(now: () => number = () => performance.now()): EndpointBook {
  let entries = new Map<string, Entry>();
  let all: readonly Entry[] = [];
  let up: readonly Entry[] = [];
  const refresh = () => {
    all = [...entries.values()];
    up = all.filter(({ isUp }) => isUp);
  };
  return {
    up: () => up,
    all: () => all,
    of: (address) => entries.get(address),
    set(endpoints) {
      const before = entries;
      entries = new Map(
        endpoints.map((endpoint) => {
          const known = before.get(endpoint.address);
          if (known) known.endpoint = endpoint;
          return [endpoint.address, known ?? newEntry(endpoint)];
        }),
      );
      refresh();
      return [...before.values()]
        .filter(({ endpoint }) => !entries.has(endpoint.address))
        .map(({ endpoint }) => endpoint);
    },
    scraping(address) {
      const entry = entries.get(address);
      if (entry) entry.seenUpTo = entry.sent;
    },
    measured(address, measured) {
      const entry = entries.get(address);
      if (!entry) return;
      entry.measured = measured;
      entry.toldUpTo = entry.seenUpTo;
      entry.inFlight.unseen = entry.unseenNumbers.filter((number) => number > entry.toldUpTo).length;
      entry.unseenNumbers = entry.unseenNumbers.filter((number) => number > entry.toldUpTo);
    },
    unknown(address) {
      const entry = entries.get(address);
      if (entry) entry.measured = undefined;
    },
    reached(address, isUp) {
      const entry = entries.get(address);
      if (!entry || entry.isUp === isUp) return;
      entry.isUp = isUp;
      refresh();
    },
    send: (state, load) => send(state as Entry, load, now),
  };
}

function send(entry: Entry, { prefillTokens, tokens }: SentLoad, now: () => number): Sent {
  const { inFlight, line } = entry;
  const number = ++entry.sent;
  entry.unseenNumbers.push(number);
  inFlight.requests++;
  inFlight.unseen++;
  inFlight.prefillTokens += prefillTokens;
  inFlight.tokens += tokens;
  const prompt = { tokens: prefillTokens };
  line.push(prompt);
  if (line.length === 1) beginHead(entry, now());
  let isAnswering = false;
  let isOver = false;
  const answering = () => {
    if (isAnswering) return;
    isAnswering = true;
    inFlight.prefillTokens -= prefillTokens;
    const place = line.indexOf(prompt);
    line.splice(place, 1);
    if (place === 0) beginHead(entry, now());
    // It does not wait any more, whether a scrape has told of it or not.
    const at = entry.unseenNumbers.indexOf(number);
    if (at < 0) return;
    entry.unseenNumbers.splice(at, 1);
    inFlight.unseen--;
  };
  return {
    answering,
    ended() {
      if (isOver) return;
      isOver = true;
      answering();
      inFlight.requests--;
      inFlight.tokens -= tokens;
    },
  };
}

/** The first in line is being computed from now on: servers take prompts in the order in which they come. */
function beginHead({ inFlight, line }: Entry, at: number): void {
  inFlight.headTokens = line[0]?.tokens ?? 0;
  inFlight.headSince = at;
}

interface Entry extends EndpointState {
  endpoint: Endpoint;
  measured: Measured | undefined;
  readonly inFlight: { -readonly [Key in keyof InFlight]: InFlight[Key] };
  /** Prompts without a first token, as they were sent. */
  readonly line: { readonly tokens: number }[];
  isUp: boolean;
  /** Requests are numbered as they are sent. */
  sent: number;
  /** The last number when the scrape under way began, and when the last that came back did. */
  seenUpTo: number;
  toldUpTo: number;
  unseenNumbers: number[];
}

function newEntry(endpoint: Endpoint): Entry {
  return {
    endpoint,
    measured: undefined,
    inFlight: { ...NOTHING_IN_FLIGHT, headTokens: 0, headSince: 0 },
    line: [],
    isUp: true,
    sent: 0,
    seenUpTo: 0,
    toldUpTo: 0,
    unseenNumbers: [],
  };
}
