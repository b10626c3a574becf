import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createScraper, type Scraper } from './scrape.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

describe('a page is read however the server sends it', () => {
  test.each([
    ['with its length', ['HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\na 1\n\n']],
    ['in pieces', ['HTTP/1.1 200', ' OK\r\ncontent-length:5\r\n', '\r\na 1', '\n\n']],
    ['in chunks', ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\na \r\n3;x=y\r\n1\n\n\r\n0\r\n\r\n']],
    [
      'in chunks that are cut',
      ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r', '\na 1\n\n\r\n0\r\n', '\r\n'],
    ],
  ])('%s', async (_, pieces) => {
    const { scraper, address } = await serving(() => pieces);
    expect(await scraper.scrape(address)).toEqual({ is: 'page', page: Buffer.from('a 1\n\n') });
  });

  test('up to the end of the connection', async () => {
    const { scraper, address } = await serving(() => ['HTTP/1.0 200 OK\r\n\r\na 1\n\n', 'end']);
    expect(await scraper.scrape(address)).toEqual({ is: 'page', page: Buffer.from('a 1\n\n') });
  });
});

describe('connections', () => {
  test('one is kept, and asked again', async () => {
    const { scraper, address, connections } = await serving(() => [page('a 1\n')]);
    await scraper.scrape(address);
    await scraper.scrape(address);
    expect(connections()).toBe(1);
  });

  test('one that the server closed at rest is replaced without a word', async () => {
    const { scraper, address, connections } = await serving((question) => (question === 2 ? ['end'] : [page('a 1\n')]));
    await scraper.scrape(address);
    expect([await scraper.scrape(address), connections()]).toMatchObject([{ is: 'page' }, 2]);
  });

  test('servers are asked at another port and path, where it is said so', async () => {
    const { scraper, address, questions } = await serving(() => [page('a 1\n')]);
    const [host = '', port = ''] = address.split(':');
    const other = createScraper({ path: '/own', port: Number(port) });
    closing.push(other.close);
    expect(await other.scrape(`${host}:1`)).toMatchObject({ is: 'page' });
    expect(questions[0]).toContain('GET /own HTTP/1.1\r\n');
    expect(await scraper.scrape(address)).toMatchObject({ is: 'page' });
  });

  test('a server that tags its page is asked for a newer one only', async () => {
    const { scraper, address, questions } = await serving((question) =>
      question === 1 ? [page('a 1\n', 'ETag: "7"\r\n')] : ['HTTP/1.1 304 Not Modified\r\nETag: "7"\r\n\r\n'],
    );
    expect(await scraper.scrape(address)).toMatchObject({ is: 'page' });
    expect(await scraper.scrape(address)).toEqual({ is: 'unchanged' });
    expect(questions[1]).toContain('if-none-match: "7"\r\n');
  });
});

describe('what is no page is told apart', () => {
  test.each([
    ['no such page', ['HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n'], { is: 'noPage', status: 404 }],
    ['another protocol', ['SSH-2.0-OpenSSH_9.2\r\n\r\n\r\n'], { is: 'unreachable', why: 'no answer of HTTP/1.1' }],
    [
      'chunks that are none',
      ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n\r\n'],
      { is: 'unreachable' },
    ],
    ['half an answer', ['HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab', 'end'], { is: 'unreachable' }],
    ['too long a page', ['HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n'], { is: 'unreachable' }],
    ['too long a page without a length', ['HTTP/1.1 200 OK\r\n\r\n', 'x'.repeat(5000)], { is: 'unreachable' }],
    ['silence', [], { is: 'late' }],
    ['an answer that does not end', ['HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab'], { is: 'late' }],
  ])('%s', async (_, pieces, scraped) => {
    const { scraper, address } = await serving(() => pieces);
    expect(await scraper.scrape(address)).toMatchObject(scraped);
  });

  test('nobody there', async () => {
    const { scraper, address, server } = await serving(() => []);
    server.close();
    await once(server, 'close');
    expect(await scraper.scrape(address)).toMatchObject({ is: 'unreachable' });
  });
});

function page(text: string, headers = ''): string {
  return `HTTP/1.1 200 OK\r\n${headers}Content-Length: ${text.length}\r\n\r\n${text}`;
}

interface Serving {
  readonly server: Server;
  readonly scraper: Scraper;
  readonly address: string;
  readonly questions: readonly string[];
  readonly connections: () => number;
}

/** A server that sends these pieces, each as a packet of its own, to its first question, its second …; `end` hangs up. */
async function serving(answer: (question: number) => readonly string[]): Promise<Serving> {
  const questions: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('data', async (bytes) => {
      questions.push(bytes.toString());
      for (const piece of answer(questions.length)) {
        if (piece === 'end') socket.end();
        else socket.write(piece);
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const scraper = createScraper({ timeoutMs: 300, mostBytes: 4000 });
  closing.push(() => {
    scraper.close();
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const at = server.address() as { readonly port: number };
  return { server, scraper, address: `127.0.0.1:${at.port}`, questions, connections: () => sockets.length };
}
