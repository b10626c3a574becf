import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2Server, type ServerHttp2Session } from 'node:http2';
import { setImmediate } from 'node:timers/promises';

/** A model server that answers at once, and tells what it was asked. */
export interface ModelServer extends AsyncDisposable {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  /** It dies as far as its clients can tell: all connections break. */
  readonly breakConnections: () => void;
  /** From now on it answers with this status, but for its metrics; as ever with undefined. */
  readonly failWith: (status: number | undefined) => void;
}

/**
 * Starts one. Requests with `"stream": true` get five events; with `"hang": true` no more than two, and no end; all others get JSON
 * with the length of the body that came, with `"cut": true` in pieces of three bytes. Its metrics are vLLM's of an idle server. It
 * speaks HTTP/1.1, or HTTP/2 with trailers.
 */
export async function startModelServer({ isHttp2 = false } = {}): Promise<ModelServer> {
  let failure: number | undefined;
  const listen = (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === '/metrics') response.end(METRICS);
    else if (failure !== undefined) {
      request.resume();
      response.writeHead(failure).end();
    } else void serve(request, response, addressOf(), isHttp2);
  };
  const sessions = new Set<ServerHttp2Session>();
  const server = isHttp2 ? createHttp2Server(listen as never) : createServer(listen);
  server.on('session', (session: ServerHttp2Session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
  });
  const breakConnections = () => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    for (const session of sessions) session.destroy();
  };
  const addressOf = () => {
    const address = server.address();
    return `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: addressOf(),
    breakConnections,
    failWith(status) {
      failure = status;
    },
    async [Symbol.asyncDispose]() {
      breakConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What is told of a request. */
export interface Told {
  readonly served: string;
  readonly model: string;
  /** The same, under a name that no picker puts the client's in place of. */
  readonly asked: string;
  readonly bytes: number;
  readonly length: string;
  readonly method: string;
  /** Who is to compute the prompt, as far as the server is told. */
  readonly prefiller?: string;
  /** What its last trailer said. */
  readonly trailer?: string;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  served: string,
  hasTrailers: boolean,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const asked = (body.length > 0 ? JSON.parse(body.toString()) : {}) as {
    readonly model?: string;
    readonly stream?: boolean;
    readonly hang?: boolean;
    readonly cut?: boolean;
  };
  if (asked.stream) {
    response.setHeader('content-type', 'text/event-stream');
    for (let n = 1; n <= 5; n++) {
      response.write(`data: ${JSON.stringify({ model: asked.model, served, n })}\n\n`);
      if (n === 2 && asked.hang) return;
    }
    response.end('data: [DONE]\n\n');
    return;
  }
  const told = {
    model: asked.model,
    asked: asked.model,
    served,
    bytes: body.length,
    length: request.headers['content-length'] ?? 'chunked',
    method: request.method,
    prefiller: request.headers['x-prefiller-host-port'],
    trailer: request.trailers['x-end'],
  };
  response.setHeader('content-type', 'application/json');
  if (hasTrailers) response.addTrailers({ 'x-cost': '3' });
  const answer = Buffer.from(`${JSON.stringify({ ...told, usage: { prompt_tokens: 5, completion_tokens: 2 } })}\n`);
  if (asked.cut) for await (const piece of cutOf(answer)) response.write(piece);
  else response.write(answer);
  response.end();
}

/** Pieces that go one by one, as packets of their own. */
export async function* cutOf(bytes: Buffer, size = 3): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) {
    yield bytes.subarray(at, at + size);
    await setImmediate();
  }
}

const METRICS = `vllm:num_requests_waiting{model_name="m"} 0
vllm:num_requests_running{model_name="m"} 0
vllm:kv_cache_usage_perc{model_name="m"} 0.1
`;
