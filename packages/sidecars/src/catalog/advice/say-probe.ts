import type { StartupProbeAdvice } from '../catalog-entry.ts';

type Probe = StartupProbeAdvice['probe'];

/** What a probe asks, without how often: `GET /startup at port 9090`. */
export function sayProbe({ httpGet, tcpSocket, grpc, exec }: Probe): string {
  if (httpGet) return `GET ${httpGet.path ?? '/'} at port ${httpGet.port}`;
  if (tcpSocket) return `connect to port ${tcpSocket.port}`;
  if (grpc) return `gRPC health check at port ${grpc.port}`;
  return `run ${(exec?.command ?? []).map(quoted).join(' ')}`;
}

/** How often it asks and for how long, by Kubernetes' defaults where nothing is said. */
export function sayPatience({ periodSeconds = 10, failureThreshold = 3, initialDelaySeconds = 0 }: Probe): string {
  const wait = initialDelaySeconds > 0 ? `after ${initialDelaySeconds} s ` : '';
  return `${wait}every ${periodSeconds} s, up to ${failureThreshold} times`;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./<>-]+$/.test(word) ? word : `'${word}'`;
}
