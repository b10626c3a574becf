import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PoolMetrics } from './create-pool-metrics.ts';

/** Where metrics are told. */
export interface MetricsServer {
  readonly port: number;
  readonly close: () => void;
}

/** Answers `GET /metrics`, and nothing else. Throws as `listen` does where nothing can listen. */
export async function serveMetrics(
  { text, contentType }: Pick<PoolMetrics, 'text' | 'contentType'>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<MetricsServer> {
  const server = createServer(async ({ method, url }, response) => {
    if (method !== 'GET' || url?.split('?')[0] !== '/metrics') {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('there is /metrics\n');
      return;
    }
    const page = await text();
    response.writeHead(200, { 'content-type': contentType }).end(page);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
