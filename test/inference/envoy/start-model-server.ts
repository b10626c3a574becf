import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A model server that answers at once, and tells what it was asked. */
export interface ModelServer extends AsyncDisposable {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  /** It dies as far as its clients can tell: all connections break. */
  readonly breakConnections: () => void;
}

/**
 * Starts one. Requests with `"stream": true` get five events; with `"hang": true` no more than two, and no end; all others get JSON with the length of the body that came. Its metrics are vLLM's of an idle server.
 */
export async function startModelServer(): Promise<ModelServer> {
  const server = createServer((request, response) => {
    if (request.url === '/metrics') response.end(METRICS);
    else void serve(request, response, addressOf());
  });
  const addressOf = () => {
    const address = server.address();
    return `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: addressOf(),
    breakConnections: () => server.closeAllConnections(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
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
}

async function serve(request: IncomingMessage, response: ServerResponse, served: string): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const asked = (body.length > 0 ? JSON.parse(body.toString()) : {}) as {
    readonly model?: string;
    readonly stream?: boolean;
    readonly hang?: boolean;
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
  };
  response.setHeader('content-type', 'application/json');
  response.end(`${JSON.stringify({ ...told, usage: { prompt_tokens: 5, completion_tokens: 2 } })}\n`);
}

const METRICS = `vllm:num_requests_waiting{model_name="m"} 0
vllm:num_requests_running{model_name="m"} 0
vllm:kv_cache_usage_perc{model_name="m"} 0.1
`;
