import { Duplex } from 'node:stream';
import { dialSpdy, type NodeProblem } from '@outrigger/cluster';

/**
 * A connection to a port of a sandbox, made by the runtime from inside: also to what listens on localhost there alone. Two streams
 * are one connection (client-go tools/portforward/portforward.go handleConnection@1.36); what the runtime says of a failure
 * breaks it off.
 */
export async function forwardPort(url: string, port: number, signal: AbortSignal): Promise<Duplex | NodeProblem> {
  const session = await dialSpdy(url, 'portforward.k8s.io', signal);
  if ('problem' in session) return { code: 500, problem: session.problem };
  const headers = { port: String(port), requestid: '0' };
  const error = await session.open({ ...headers, streamtype: 'error' });
  await error.end();
  const data = await session.open({ ...headers, streamtype: 'data' });
  const received = data.received[Symbol.asyncIterator]();
  const connection = new Duplex({
    async read() {
      const { value, done } = await received.next();
      if (!done) connection.push(value);
      else {
        const failure = await failed;
        if (failure === '') connection.push(null);
        else connection.destroy(new Error(failure));
      }
    },
    write: (chunk: Uint8Array, _encoding, done) => void data.send(chunk).then(() => done()),
    final: (done) => void data.end().then(() => done()),
    destroy(cause, done) {
      session.close();
      done(cause);
    },
  });
  const failed = textOf(error.received);
  void session.gone.catch(() => {});
  return connection;
}

async function textOf(received: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of received) chunks.push(chunk);
  // Said again by whoever tells the client.
  return Buffer.concat(chunks)
    .toString()
    .replace(/^error forwarding port \d+ to pod \S*, uid ?\S*: /, '');
}
