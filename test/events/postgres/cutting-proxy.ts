import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Which of the two is lost when a connection is cut: what was asked, or the answer to what has been done. */
export type Cut = 'request-lost' | 'answer-lost';

/** A way to a server that is cut at a chosen message. */
export interface CuttingProxy extends AsyncDisposable {
  readonly port: number;
  /** From now on, the nth message from the client on is the last one (0 is the next). */
  readonly cutAt: (nth: number, cut: Cut) => void;
  readonly mend: () => void;
}

/** Listens on a port of 127.0.0.1 for what goes to another. */
export async function cuttingProxy(to: number): Promise<CuttingProxy> {
  let left = Number.POSITIVE_INFINITY;
  let kind: Cut = 'request-lost';
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1');
    let isDeaf = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (message) => {
      left--;
      if (left < 0 && kind === 'request-lost') {
        client.destroy();
        return;
      }
      if (left < 0) isDeaf = true;
      upstream.write(message);
    });
    upstream.on('data', (answer) => {
      if (isDeaf) client.destroy();
      else client.write(answer);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cutAt(nth, cut) {
      left = nth;
      kind = cut;
    },
    mend() {
      left = Number.POSITIVE_INFINITY;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
