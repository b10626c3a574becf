import { type ClientHttp2Session, connect } from 'node:http2';
import type { Stop } from '../net/deadline.ts';

/**
 * Opens an HTTP/2 connection without TLS, trying until there is one: a refused connection is no answer to gRPC
 * (google.golang.org/grpc, WithBlock; the waits are those of its backoff package). Undefined when it was stopped.
 */
export async function connectHttp2(authority: string, stop: Stop): Promise<ClientHttp2Session | undefined> {
  for (let wait = FIRST_WAIT; stop.stopped() === undefined; wait = Math.min(wait * 1.6, LONGEST_WAIT)) {
    const session = await connectOnce(authority, stop);
    if (session) return session;
    await pause(wait, stop);
  }
  return undefined;
}

/** In ms. */
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 120_000;

/** A connection is there when the other side has sent its settings: whatever just listens does not speak HTTP/2. */
function connectOnce(authority: string, stop: Stop): Promise<ClientHttp2Session | undefined> {
  const { promise, resolve } = Promise.withResolvers<ClientHttp2Session | undefined>();
  const session = connect(`http://${authority}`);
  const end = (ready: boolean) => {
    forget();
    if (!ready) session.destroy();
    resolve(ready ? session : undefined);
  };
  session.once('remoteSettings', () => end(true));
  // Stays on: what breaks later is told by the stream, and an error without a listener would end the process.
  session.on('error', () => end(false));
  session.once('close', () => end(false));
  const forget = stop.onStop(() => end(false));
  return promise;
}

function pause(ms: number, stop: Stop): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const forget = stop.onStop(() => resolve());
  return promise.finally(() => {
    clearTimeout(timer);
    forget();
  });
}
