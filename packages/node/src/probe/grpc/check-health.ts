import type { ClientHttp2Session, IncomingHttpHeaders, IncomingHttpStatusHeader } from 'node:http2';
import type { Stop } from '../net/deadline.ts';
import { healthRequest } from './health-message.ts';
import { grpcCodeName } from './status-code.ts';

/** How a call of `grpc.health.v1.Health/Check` ended: the framed answer, or gRPC's status. */
export type HealthCall =
  | { readonly answered: true; readonly message: Buffer }
  | { readonly answered: false; readonly code: string; readonly message: string };

/** Asks a server about one of its services; '' asks about all of it. */
export async function checkHealth(
  session: ClientHttp2Session,
  { authority, service }: { readonly authority: string; readonly service: string },
  stop: Stop,
): Promise<HealthCall> {
  const { promise, resolve } = Promise.withResolvers<HealthCall>();
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
  let head: Head = {};
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
  stream.once('error', ({ message }) => resolve({ answered: false, code: 'Unavailable', message }));
  stream.once('close', () => resolve(endOf(head, trailers, Buffer.concat(chunks))));
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

type Head = IncomingHttpHeaders & IncomingHttpStatusHeader;

/** internal/transport/http2_client.go of google.golang.org/grpc: operateHeaders. */
function endOf(head: Head, trailers: IncomingHttpHeaders | undefined, message: Buffer): HealthCall {
  const http = head[':status'];
  if (http === undefined) return { answered: false, code: 'Unavailable', message: 'error reading from server: EOF' };
  const type = head['content-type'];
  if (http !== 200 || !type?.startsWith('application/grpc')) return notGrpc(http, type);
  // An answer without a message has its status among the first headers.
  const ended = trailers ?? head;
  const status = ended['grpc-status'];
  if (status === undefined)
    return { answered: false, code: 'Internal', message: 'server closed the stream without sending trailers' };
  if (Number(status) === 0) return { answered: true, message };
  return {
    answered: false,
    code: grpcCodeName(Number(status)),
    message: decodeMessage(String(ended['grpc-message'] ?? '')),
  };
}

function notGrpc(http: number, type: string | undefined): HealthCall {
  const said = http === 200 ? [] : [`unexpected HTTP status code received from server: ${http}`];
  const got =
    type === undefined ? 'missing HTTP content-type' : `transport: received unexpected content-type "${type}"`;
  return { answered: false, code: HTTP_CODES[http] ?? 'Unknown', message: [...said, got].join('; ') };
}

/** internal/transport/http_util.go of google.golang.org/grpc: HTTPStatusConvTab. */
const HTTP_CODES: Readonly<Record<number, string>> = {
  400: 'Internal',
  401: 'Unauthenticated',
  403: 'PermissionDenied',
  404: 'Unimplemented',
  429: 'Unavailable',
  502: 'Unavailable',
  503: 'Unavailable',
  504: 'Unavailable',
};

/** gRPC's messages are percent-encoded; one that is not right is left as it is. */
function decodeMessage(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
