import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { parseArgs } from 'node:util';
import { changeLines, piecesOf, type Shape } from './lines.ts';

// An API server that has nothing to do but to send: an empty list, and one watch with so many changes as fast as they are
// taken. A process of its own, so that what is measured beside it is the reader alone.
const { values } = parseArgs({
  options: { count: { type: 'string' }, objects: { type: 'string' }, shape: { type: 'string' } },
});
const count = Number(values.count);
const pieces = piecesOf(changeLines(values.shape as Shape, count, Number(values.objects)), 64 * 1024);

const items = [...changeLines(values.shape as Shape, Number(values.objects), Number(values.objects))].map((line) =>
  JSON.stringify((JSON.parse(line) as { readonly object: unknown }).object),
);

const server = createServer((request, response) => void answer(request, response).catch(() => {}));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});

/** Fails when the reader is gone. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('content-type', 'application/json');
  const url = new URL(request.url ?? '', 'http://server');
  if (!url.searchParams.has('watch')) {
    response.end(url.pathname.startsWith('/listed/') ? listPage(url.searchParams) : listOf([], undefined));
    return;
  }
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  for (const piece of pieces) {
    if (!response.write(piece)) await once(response, 'drain', { signal: gone.signal });
  }
  // It stays open, as a watch does.
}

/** A page of everything that there is, for what is asked under /listed. */
function listPage(query: URLSearchParams): string {
  const from = Number(query.get('continue') ?? 0);
  const to = from + Number(query.get('limit') ?? items.length);
  return listOf(items.slice(from, to), to < items.length ? String(to) : undefined);
}

function listOf(page: readonly string[], token: string | undefined): string {
  const metadata = JSON.stringify({ resourceVersion: '1', continue: token });
  return `{"apiVersion":"v1","metadata":${metadata},"items":[${page.join(',')}]}`;
}
