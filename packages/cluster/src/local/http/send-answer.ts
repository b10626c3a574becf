import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip, gzip } from 'node:zlib';
import type { ApiAnswer } from '../answer/api-answer.ts';

/** Sends an answer as the real server does: never kept by caches, with an id, large ones compressed for who can read that. */
export async function sendAnswer(
  { status, headers, body, isWhole = false }: ApiAnswer,
  { incoming, outgoing }: { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse },
): Promise<void> {
  const auditId = incoming.headers['audit-id'];
  outgoing.setHeader('audit-id', typeof auditId === 'string' && auditId !== '' ? auditId : randomUUID());
  outgoing.setHeader('cache-control', 'no-cache, private');
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value);
  if (String(outgoing.getHeader('content-type')).startsWith('text/plain')) {
    outgoing.setHeader('x-content-type-options', 'nosniff');
  }
  outgoing.statusCode = status;
  const isCompressed = readsGzip(incoming);
  if (typeof body === 'string' || body instanceof Uint8Array) {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    outgoing.end(isCompressed && bytes.length > LARGE ? await compressed(bytes, outgoing) : bytes);
    return;
  }
  if (isWhole && isCompressed) {
    markCompressed(outgoing);
    await pipeline(Readable.from(body), createGzip({ level: 1 }), outgoing);
    return;
  }
  outgoing.flushHeaders();
  for await (const piece of body) {
    if (outgoing.destroyed) return;
    // Whoever reads slowly is waited for; a watch keeps what comes meanwhile.
    if (!outgoing.write(piece)) await drained(outgoing);
  }
  outgoing.end();
}

/** In bytes; smaller answers are not compressed (apiserver pkg/endpoints/handlers/responsewriters/writers.go@1.36). */
const LARGE = 128 * 1024;

/** Whether `gzip` stands in the header by itself: upstream reads no qualities. */
function readsGzip({ headers }: IncomingMessage): boolean {
  return String(headers['accept-encoding'] ?? '')
    .split(',')
    .some((encoding) => encoding.trim() === 'gzip');
}

async function compressed(bytes: Uint8Array, outgoing: ServerResponse): Promise<Uint8Array> {
  const small = await promisify(gzip)(bytes, { level: 1 });
  markCompressed(outgoing);
  return small;
}

function markCompressed(outgoing: ServerResponse): void {
  outgoing.setHeader('content-encoding', 'gzip');
  outgoing.setHeader('vary', 'Accept-Encoding');
}

async function drained(outgoing: ServerResponse): Promise<void> {
  const given = new AbortController();
  const { signal } = given;
  await Promise.race([once(outgoing, 'drain', { signal }), once(outgoing, 'close', { signal })]).catch(() => undefined);
  given.abort();
}
