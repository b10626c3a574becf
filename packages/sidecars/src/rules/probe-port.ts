import type { IContainer, IProbe } from 'kubernetes-models/v1';

/** The port that a probe asks, a name looked up in the container; undefined for a command. */
export function probePort(probe: IProbe, container: Pick<IContainer, 'ports'>): number | undefined {
  const port = probe.httpGet?.port ?? probe.tcpSocket?.port ?? probe.grpc?.port;
  if (typeof port !== 'string') return port;
  return (
    container.ports?.find(({ name }) => name === port)?.containerPort ?? (/^\d+$/.test(port) ? Number(port) : undefined)
  );
}

/** The ports that a container declares. */
export function portsOf({ ports = [] }: Pick<IContainer, 'ports'>): readonly number[] {
  return ports.map(({ containerPort }) => containerPort);
}
