import type { specOf } from './validate-pod-change.ts';

type Container = NonNullable<ReturnType<typeof specOf>['containers']>[number];
type Port = NonNullable<Container['ports']>[number];

/** Ports that stand there twice, or have the same name (pkg/api/pod/warnings.go@1.36). */
export function portWarnings(
  containers: readonly { readonly container: Container; readonly path: string }[],
): readonly string[] {
  const ports = containers.flatMap(({ container, path }) =>
    (container.ports ?? []).map((port, index) => ({ port, path: `${path}.ports[${index}]` })),
  );
  const shared = ports.flatMap(({ port, path }, at) =>
    ports.slice(0, at).flatMap((other) => {
      const how = clash(port, other.port);
      return how === undefined ? [] : [`${path}: ${how} port definition with ${other.path}`];
    }),
  );
  const names = ports.flatMap(({ port, path }, at) => {
    const first = ports.slice(0, at).find((other) => port.name && other.port.name === port.name);
    if (!first) return [];
    const who = first.path;
    return [
      `${path}: duplicate port name "${port.name}" with ${who}, services and probes that select ports by name will use ${who}`,
    ];
  });
  return [...shared, ...names];
}

function clash(port: Port, other: Port): string | undefined {
  if (port.containerPort !== other.containerPort || port.protocol !== other.protocol) return undefined;
  const [hostPort, otherPort] = [port.hostPort ?? 0, other.hostPort ?? 0];
  const [hostIp, otherIp] = [port.hostIP ?? '', other.hostIP ?? ''];
  if (hostIp === otherIp && hostPort === otherPort) return 'duplicate';
  if (hostPort === 0 || otherPort === 0) return 'overlapping';
  return hostPort === otherPort && (hostIp === '') !== (otherIp === '') ? 'dangerously ambiguous' : undefined;
}
