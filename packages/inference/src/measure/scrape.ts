import { Agent, get } from 'node:http';

/** What came of asking for a metrics page. */
export type Scraped =
  | { readonly is: 'page'; readonly page: Buffer }
  /** Somebody is there who has no such page. */
  | { readonly is: 'noPage'; readonly status: number }
  | { readonly is: 'unreachable'; readonly why: string };

/** Asks endpoints for their metrics over connections that are kept. */
export interface Scraper {
  readonly scrape: (address: string) => Promise<Scraped>;
  readonly close: () => void;
}

/** How to ask. */
export interface ScrapeOptions {
  readonly path?: string;
  /** ms that a server has to answer. */
  readonly timeoutMs?: number;
  /** A longer page is not read. */
  readonly mostBytes?: number;
}

/** A scraper. */
export function createScraper({
  path = '/metrics',
  timeoutMs = 1000,
  mostBytes = 16 << 20,
}: ScrapeOptions = {}): Scraper {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, scheduling: 'lifo' });
  return {
    scrape: (address) =>
      new Promise((resolve) => {
        const request = get(`http://${address}${path}`, { agent, timeout: timeoutMs }, (response) => {
          const chunks: Buffer[] = [];
          let bytes = 0;
          response.on('data', (chunk: Buffer) => {
            bytes += chunk.length;
            if (bytes > mostBytes) response.destroy(new Error(`a metrics page of more than ${mostBytes} bytes`));
            else chunks.push(chunk);
          });
          response.on('error', (error) => resolve({ is: 'unreachable', why: error.message }));
          response.on('end', () => {
            const status = response.statusCode ?? 0;
            resolve(status === 200 ? { is: 'page', page: Buffer.concat(chunks) } : { is: 'noPage', status });
          });
        });
        request.on('timeout', () => request.destroy(new Error(`no answer within ${timeoutMs} ms`)));
        request.on('error', (error) => resolve({ is: 'unreachable', why: error.message }));
      }),
    close: () => agent.destroy(),
  };
}
