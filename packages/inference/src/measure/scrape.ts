import { type ConnectOpts, connect, type Socket } from 'node:net';
import { createPageReader, type PageAnswer, type PageReader } from './page-reader.ts';

/** What came of asking for a metrics page. */
export type Scraped =
  | { readonly is: 'page'; readonly page: Buffer }
  /** The page is as it was: the server said so, for it knows what it told last. */
  | { readonly is: 'unchanged' }
  /** Somebody is there who has no such page. */
  | { readonly is: 'noPage'; readonly status: number }
  /** Nobody answered in time; the server may only be busy. */
  | { readonly is: 'late'; readonly why: string }
  | { readonly is: 'unreachable'; readonly why: string };

/** Asks endpoints for their metrics over connections that are kept. */
export interface Scraper {
  readonly scrape: (address: string) => Promise<Scraped>;
  /** Nobody will ask there any more. */
  readonly forget: (address: string) => void;
  readonly close: () => void;
}

/** How to ask. */
export interface ScrapeOptions {
  readonly path?: string;
  /** Where all servers tell their metrics; each at its own port when it is left out. */
  readonly port?: number | undefined;
  /** ms that a server has for its whole answer. */
  readonly timeoutMs?: number;
  /** A longer page is not read. */
  readonly mostBytes?: number;
}

/**
 * A scraper. It speaks HTTP/1.1 on sockets of its own: hundreds of small pages a second are asked for beside the picks, and a
 * request by `node:http` takes several times the time of one here (docs/figures.md).
 */
export function createScraper({
  path = '/metrics',
  port,
  timeoutMs = 1000,
  mostBytes = 16 << 20,
}: ScrapeOptions = {}): Scraper {
  const lines = new Map<string, Line>();
  const lineTo = (address: string): Line => {
    const known = lines.get(address);
    if (known) return known;
    const at = port === undefined ? address : address.replace(/\d+$/, String(port));
    const line = openLine({ address: at, path, timeoutMs, mostBytes });
    lines.set(address, line);
    return line;
  };
  return {
    scrape: (address) => lineTo(address).ask(),
    forget(address) {
      lines.get(address)?.close();
      lines.delete(address);
    },
    close() {
      for (const line of lines.values()) line.close();
      lines.clear();
    },
  };
}

/** A connection to one endpoint, opened when it is needed. One question at a time. */
interface Line {
  readonly ask: () => Promise<Scraped>;
  readonly close: () => void;
}

function openLine({
  address,
  path,
  timeoutMs,
  mostBytes,
}: Required<Omit<ScrapeOptions, 'port'>> & { address: string }): Line {
  const head = `GET ${path} HTTP/1.1\r\nhost: ${address}\r\naccept: text/plain\r\n`;
  const plain = Buffer.from(`${head}\r\n`);
  let conditional: { readonly tag: string; readonly question: Buffer } | undefined;
  let socket: Socket | undefined;
  let pending: Question | undefined;

  const settle = (scraped: Scraped) => {
    const question = pending;
    pending = undefined;
    if (!question) return;
    clearTimeout(question.timer);
    question.resolve(scraped);
  };
  const hangUp = () => {
    socket?.destroy();
    socket = undefined;
  };
  const answered = (answer: PageAnswer) => {
    if (!answer.keeps) hangUp();
    if (answer.status === 304) return settle({ is: 'unchanged' });
    if (answer.status !== 200) return settle({ is: 'noPage', status: answer.status });
    const { tag } = answer;
    if (tag === undefined) conditional = undefined;
    else if (conditional?.tag !== tag)
      conditional = { tag, question: Buffer.from(`${head}if-none-match: ${tag}\r\n\r\n`) };
    settle({ is: 'page', page: answer.page });
  };
  const failed = (why: string) => {
    const question = pending;
    hangUp();
    // A server may close a connection at rest in the moment in which it is asked again (RFC 9112, 9.3.1).
    if (question?.mayRepeat && !question.reader.hasBegun()) {
      question.mayRepeat = false;
      question.reader = createPageReader(mostBytes);
      send();
    } else settle({ is: 'unreachable', why });
  };
  const send = () => {
    socket ??= dial();
    socket.write(conditional?.question ?? plain);
  };
  const dial = (): Socket => {
    const made = connect({ ...placeOf(address), noDelay: true });
    const isCurrent = () => socket === made;
    made.on('data', (bytes: Buffer) => {
      if (!isCurrent() || !pending) return;
      const read = pending.reader.take(bytes);
      if (read.is === 'whole') answered(read.answer);
      else if (read.is === 'broken') failed(read.why);
    });
    made.on('end', () => {
      if (!isCurrent()) return;
      const rest = pending?.reader.ended();
      if (rest) answered(rest);
      else failed('the connection was closed before the answer came whole');
    });
    made.on('error', ({ message }) => {
      if (isCurrent()) failed(message);
    });
    return made;
  };
  return {
    ask: () =>
      new Promise((resolve) => {
        const timer = setTimeout(() => {
          hangUp();
          settle({ is: 'late', why: `no answer within ${timeoutMs} ms` });
        }, timeoutMs);
        pending = { resolve, timer, reader: createPageReader(mostBytes), mayRepeat: socket !== undefined };
        send();
      }),
    close() {
      hangUp();
      settle({ is: 'unreachable', why: 'nobody asks any more' });
    },
  };
}

interface Question {
  readonly resolve: (scraped: Scraped) => void;
  readonly timer: NodeJS.Timeout;
  reader: PageReader;
  /** Was the connection there before the question? */
  mayRepeat: boolean;
}

function placeOf(address: string): ConnectOpts & { readonly host: string; readonly port: number } {
  const colon = address.lastIndexOf(':');
  return { host: address.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(address.slice(colon + 1)) };
}
