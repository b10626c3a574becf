import type { ClientHttp2Session, IncomingHttpHeaders } from 'node:http2';
import type { Stop } from '../net/deadline.ts';
import { type CallHead, callStatus, type GrpcStatus } from './call-status.ts';
import { healthRequest } from './health-message.ts';
import { resetStatus } from './reset-status.ts';

/** How a call of `grpc.health.v1.Health/Check` ended: the framed answer, or gRPC's status. */
export type HealthCall =
  | { readonly answered: true; readonly message: Buffer }
  | ({ readonly answered: false } & GrpcStatus);

/** Asks a server about one of its services; '' asks about all of it. */
export async function checkHealth(
  session: ClientHttp2Session,
  { authority, service }: { readonly authority: string; readonly service: string },
  stop: Stop,
): Promise<HealthCall> {
  const { promise, resolve } = Promise.withResolvers<HealthCall>();
  // A server may take its connection back as soon as it has given it.
  if (session.closed || session.destroyed) return { answered: false, ...CONNECTION_LOST };
  const stream = session.request({
    ':method': 'POST',
    ':scheme': 'http',
    ':authority': authority,
    ':path': '/grpc.health.v1.Health/Check',
    'content-type': 'application/grpc',
    'user-agent': 'kube-probe/1.36',
    te: 'trailers',
  });
  const chunks: Buffer[] = [];
  let size = 0;
  let head: CallHead = {};
  let trailers: IncomingHttpHeaders | undefined;
  stream.on('response', (headers) => {
    head = headers;
  });
  stream.on('trailers', (sent) => {
    trailers = sent;
  });
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MOST_BYTES) chunks.push(chunk);
  });
  // What it was is told by what follows, the close.
  stream.on('error', () => {});
  stream.once('close', () => {
    const message = Buffer.concat(chunks);
    const status = whyCut() ?? callStatus(head, { trailers, message });
    resolve(status === undefined ? { answered: true, message } : { answered: false, ...status });
  });
  const whyCut = (): GrpcStatus | undefined => {
    if (trailers !== undefined || head['grpc-status'] !== undefined) return undefined;
    if (stream.rstCode === 0) return head[':status'] === undefined ? CONNECTION_LOST : undefined;
    return session.destroyed ? CONNECTION_LOST : resetStatus(stream.rstCode);
  };
  const forget = stop.onStop(() =>
    resolve({ answered: false, code: 'DeadlineExceeded', message: 'context deadline exceeded' }),
  );
  stream.end(healthRequest(service));
  const result = await promise;
  forget();
  stream.close();
  return result;
}

/** An honest answer has a dozen. */
const MOST_BYTES = 10 * 2 ** 10;

const CONNECTION_LOST: GrpcStatus = { code: 'Unavailable', message: 'error reading from server: EOF' };
