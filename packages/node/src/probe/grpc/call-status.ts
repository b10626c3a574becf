import { type IncomingHttpHeaders, STATUS_CODES } from 'node:http';
import { goQuote } from '@outrigger/pod';
import { grpcCodeName } from './status-code.ts';

/** What a call came to, where it came to no answer. */
export interface GrpcStatus {
  /** By the name that Go prints. */
  readonly code: string;
  readonly message: string;
}

/** The first headers of an answer. */
export type CallHead = IncomingHttpHeaders & { readonly ':status'?: number | undefined };

/** The status of a call that ended in good order; undefined when it is OK (google.golang.org/grpc v1.81.1, http2_client.go: operateHeaders). */
export function callStatus(
  head: CallHead,
  { trailers, message }: { readonly trailers: IncomingHttpHeaders | undefined; readonly message: Buffer },
): GrpcStatus | undefined {
  const http = head[':status'] ?? 0;
  const type = head['content-type'];
  if (http !== 200 || !type?.startsWith('application/grpc')) return notGrpc(http, type, message);
  // An answer without a message has its status among the first headers.
  const ended = trailers ?? head;
  const status = ended['grpc-status'];
  if (status === undefined) return { code: 'Internal', message: 'server closed the stream without sending trailers' };
  if (Number(status) === 0) return undefined;
  return { code: grpcCodeName(Number(status)), message: decodeMessage(String(ended['grpc-message'] ?? '')) };
}

function notGrpc(http: number, type: string | undefined, body: Buffer): GrpcStatus {
  const said =
    http === 200 ? [] : [`unexpected HTTP status code received from server: ${http} (${STATUS_CODES[http] ?? ''})`];
  const got =
    type === undefined
      ? 'malformed header: missing HTTP content-type'
      : `transport: received unexpected content-type ${goQuote(type)}`;
  const data = goQuote(body.toString('utf8', 0, MOST_DATA));
  return { code: HTTP_CODES[http] ?? 'Unknown', message: `${[...said, got].join('; ')}\ndata: ${data}` };
}

/** http2_client.go: nonGRPCDataMaxLen. */
const MOST_DATA = 1024;

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
