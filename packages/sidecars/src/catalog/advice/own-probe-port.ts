import type { KnownContainer } from '../catalog-entry.ts';

/** The port that the container's own probes ask over HTTP: whoever wrote them knew where it answers. */
export function ownProbePort({ readinessProbe, livenessProbe }: KnownContainer): number | undefined {
  const ports = [readinessProbe, livenessProbe].map((probe) => probe?.httpGet?.port);
  return ports.find((port): port is number => typeof port === 'number');
}
