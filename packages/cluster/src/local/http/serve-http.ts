import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConnectionError } from '../../client/connection-error.ts';
import { Refusal } from '../answer/refusal.ts';
import { refusalAnswer } from '../answer/refusal-answer.ts';
import type { LocalServer } from '../server.ts';
import { readRequest } from './read-request.ts';
import { sendAnswer } from './send-answer.ts';
import { answerUpgrade, isUpgrade } from './upgrade.ts';

/** A server that listens. */
export interface Listening {
  readonly url: string;
  /** Ends every connection at once; the server itself goes on. */
  readonly close: () => Promise<void>;
}

/** How to listen. */
export interface HttpOptions {
  /** Hears of faults of the server itself: the client is told that there was one. */
  readonly onFault?: (error: unknown) => void;
}

/**
 * Lets an API server be reached by plain HTTP on 127.0.0.1; port 0 takes any free one. A port that is taken is an error of Node's,
 * with the code `EADDRINUSE`.
 */
export async function serveHttp(
  server: LocalServer,
  port: number,
  { onFault = (error) => console.error(error) }: HttpOptions = {},
): Promise<Listening> {
  // Clients keep connections for as long as they watch; it is they who end them.
  const options = { keepAliveTimeout: 120_000, requestTimeout: 0, shouldUpgradeCallback: isUpgrade };
  const http = createServer(options, (incoming, outgoing) => {
    void answer(server, { incoming, outgoing }, onFault);
  });
  http.on('upgrade', (incoming, socket, head) => void answerUpgrade(server, { incoming, socket, head }, onFault));
  await new Promise<void>((listening, failed) => {
    http.once('error', failed);
    http.listen(port, '127.0.0.1', listening);
  });
  const sockets = new Set<{ readonly destroy: () => unknown }>();
  http.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const { port: given } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${given}`,
    close: () =>
      new Promise((closed) => {
        http.close(() => closed());
        // Also those that were taken over by another protocol, of which Node's server knows nothing any more.
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function answer(
  server: LocalServer,
  { incoming, outgoing }: { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse },
  onFault: (error: unknown) => void,
): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  try {
    const request = await readRequest(incoming, gone.signal);
    if (request === undefined) {
      outgoing
        .writeHead(400, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
        .end('400 Bad Request');
      return;
    }
    const given =
      request instanceof Refusal ? refusalAnswer(bare(incoming, gone.signal), request) : await server.answer(request);
    await sendAnswer(given, { incoming, outgoing });
  } catch (error) {
    if (gone.signal.aborted) return;
    if (error instanceof ConnectionError) {
      // What was written before the cut arrives.
      incoming.socket.destroySoon();
      return;
    }
    onFault(error);
    if (outgoing.headersSent) outgoing.destroy();
    // apiserver pkg/server/filters/wrap.go WithPanicRecovery@1.36.
    else outgoing.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(FAULT);
  }
}

const FAULT = 'This request caused apiserver to panic. Look in the logs for details.\n';

/** What is known of a request whose body was refused. */
function bare({ method = '', headers }: IncomingMessage, signal: AbortSignal) {
  const { accept, 'user-agent': agent } = headers;
  const query = new URLSearchParams();
  return { method, path: '/', query, headers: { accept, 'user-agent': agent }, body: new Uint8Array(), signal };
}
