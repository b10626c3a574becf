import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { parseArgs } from 'node:util';
import { podLines } from './lines.ts';

// An API server that has nothing to do but to send: an empty list, and one watch with so many changes as fast as they are
// taken. A process of its own, so that what is measured beside it is the reader alone.
const { values } = parseArgs({ options: { count: { type: 'string' }, objects: { type: 'string' } } });
const count = Number(values.count);
const pieces = piecesOf(podLines(count, Number(values.objects)), 64 * 1024);

const server = createServer((request, response) => void answer(request, response).catch(() => {}));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});

function piecesOf(lines: Iterable<string>, bytes: number): readonly Buffer[] {
  const made: Buffer[] = [];
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length >= bytes) {
      made.push(Buffer.from(piece));
      piece = '';
    }
  }
  return [...made, Buffer.from(piece)];
}

/** Fails when the reader is gone. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('content-type', 'application/json');
  if (!request.url?.includes('watch=')) {
    response.end(JSON.stringify({ kind: 'PodList', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items: [] }));
    return;
  }
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  for (const piece of pieces) {
    if (!response.write(piece)) await once(response, 'drain', { signal: gone.signal });
  }
  // It stays open, as a watch does.
}
