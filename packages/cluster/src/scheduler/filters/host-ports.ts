import type { IPod } from 'kubernetes-models/v1';
import { curable, type Filter } from '../cluster-view.ts';

/** NodePorts (kubernetes pkg/scheduler/framework/plugins/nodeports/node_ports.go@1.36). */
export const hostPorts: Filter = (pod, { pods }) => {
  const wanted = portsOf(pod);
  if (wanted.length === 0) return undefined;
  const taken = pods.flatMap(portsOf);
  const clashes = wanted.some((port) => taken.some((other) => clash(port, other)));
  return clashes ? curable("node(s) didn't have free ports for the requested pod ports") : undefined;
};

interface HostPort {
  readonly ip: string;
  readonly protocol: string;
  readonly port: number;
}

function portsOf({ spec }: IPod): readonly HostPort[] {
  const sidecars = (spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...sidecars, ...(spec?.containers ?? [])].flatMap(({ ports = [] }) =>
    ports.flatMap(({ hostPort = 0, hostIP = '', protocol = 'TCP' }) =>
      hostPort > 0 ? [{ ip: hostIP || ANY, protocol, port: hostPort }] : [],
    ),
  );
}

function clash(one: HostPort, other: HostPort): boolean {
  const isSame = one.port === other.port && one.protocol === other.protocol;
  return isSame && (one.ip === other.ip || one.ip === ANY || other.ip === ANY);
}

const ANY = '0.0.0.0';
