import type { Transport } from '../client/transport.ts';
import type { Access } from './access.ts';
import { connectionErrorOf } from './connection-error-of.ts';

/** Sends requests over the network. What does that (undici) is loaded with the first of them. */
export function networkTransport({ server, headers, dispatcher }: Access): Transport {
  return {
    async send({ method, path, headers: asked, body, signal }) {
      const { request } = await import('undici');
      const proof = await headers();
      try {
        const answer = await request(`${server}${path}`, {
          method: method as 'GET',
          headers: { ...asked, ...proof },
          signal,
          // Whoever asks says how long it may take; a watch may be silent for as long as it likes.
          headersTimeout: 0,
          bodyTimeout: 0,
          ...(body !== undefined && { body }),
          ...(dispatcher && { dispatcher }),
        });
        const answered = Object.entries(answer.headers).map(
          ([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value] as const,
        );
        return {
          status: answer.statusCode,
          headers: Object.fromEntries(answered),
          body: piecesOf(answer.body, server),
        };
      } catch (error) {
        throw signal.aborted ? error : connectionErrorOf(error, server);
      }
    },
  };
}

async function* piecesOf(body: AsyncIterable<Uint8Array>, server: string): AsyncIterable<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw connectionErrorOf(error, server);
  }
}
