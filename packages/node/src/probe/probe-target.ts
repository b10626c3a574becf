import type { Container, ProbeKind } from '@outrigger/pod';
import type { IContainer } from 'kubernetes-models/v1';
import type { ExecRequest, ExecResult } from '../runtime/pod-runtime.ts';

/** A probe with the API server's defaults, as the engine asks for it. */
export type Probe = NonNullable<Container['probes'][ProbeKind]>;

/** What a probe or a hook is run against: one container that runs. */
export interface ProbeTarget {
  /** Where httpGet, tcpSocket and grpc go when they name no host. */
  readonly podIp: string;
  /** The container's ports by name. */
  readonly ports: ReadonlyMap<string, number>;
  /** What `env` says without looking anything up: a probe's command sees no more (ExpandContainerCommandOnlyStatic). */
  readonly staticEnv: ReadonlyMap<string, string>;
  /** Runs a command in the container; rejects with a `RuntimeFailure` when it cannot be run. */
  readonly exec: (request: ExecRequest) => Promise<ExecResult>;
}

/** Reads out of a container, as written in the pod, what its probes need to know of it. */
export function probeTarget(container: IContainer, { podIp, exec }: Pick<ProbeTarget, 'podIp' | 'exec'>): ProbeTarget {
  const ports = new Map<string, number>();
  // The first of a name counts (pkg/probe/util.go@v1.36.2: findPortByName).
  for (const { name, containerPort } of container.ports ?? []) {
    if (name !== undefined && !ports.has(name)) ports.set(name, containerPort);
  }
  const staticEnv = new Map((container.env ?? []).map(({ name, value }) => [name, value ?? '']));
  return { podIp, ports, staticEnv, exec };
}
