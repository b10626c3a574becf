import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to a request: it is lost, or its answer is. */
export type Fault = 'request-lost' | 'answer-lost';

/** A way to a server that fails when it is told to. */
export interface FaultyProxy extends AsyncDisposable {
  readonly url: string;
  /** From the nth request on (0: the next one) everything is lost, beginning with that fault. */
  readonly failFrom: (n: number, fault: Fault) => void;
  /** Everything works again; answers with how many requests came since `failFrom`. */
  readonly mend: () => number;
}

/** Opens a way to a server on this machine. */
export async function faultyProxy(target: string): Promise<FaultyProxy> {
  let count = 0;
  let failing: { readonly from: number; readonly fault: Fault } | undefined;
  const server = createServer((incoming, outgoing) => {
    const number = count++;
    const fault =
      failing && number >= failing.from ? (number === failing.from ? failing.fault : 'request-lost') : undefined;
    if (fault === 'request-lost') {
      incoming.socket.destroy();
      return;
    }
    const onward = request(
      new URL(incoming.url ?? '/', target),
      // One connection for each: a server that ends one at the moment of the next request would be a fault of its own.
      { method: incoming.method, headers: { ...incoming.headers, connection: 'close' }, agent: false },
      (answer) => {
        if (fault === 'answer-lost') {
          answer.resume().once('end', () => incoming.socket.destroy());
          return;
        }
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => incoming.socket.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    failFrom(n, fault) {
      count = 0;
      failing = { from: n, fault };
    },
    mend() {
      failing = undefined;
      return count;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
