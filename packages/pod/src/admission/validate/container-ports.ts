import type { IContainer, IContainerPort } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldErrors } from '../field-error.ts';
import type { FieldPath } from '../field-path.ts';
import { portNameProblems, portNumberProblems } from './port.ts';
import type { Scope } from './scope.ts';

type Port = Draft<IContainerPort>;

/** The ports of one container; the same number twice is allowed (validateContainerPorts@1.36.2). */
export function validateContainerPorts(ports: readonly Port[], path: FieldPath, { errors }: Scope): void {
  const names = new Set<string>();
  for (const [at, port] of ports.entries()) {
    const portPath = path.index(at);
    if (port.name) {
      const problems = portNameProblems(port.name);
      errors.invalidEach(portPath.child('name'), port.name, problems);
      if (problems.length === 0 && names.has(port.name)) errors.duplicate(portPath.child('name'), port.name);
      if (problems.length === 0) names.add(port.name);
    }
    validatePortNumbers(port, portPath, errors);
    if (!port.protocol) errors.required(portPath.child('protocol'));
    else if (!protocols.includes(port.protocol)) {
      errors.notSupported(portPath.child('protocol'), port.protocol, protocols);
    }
  }
}

function validatePortNumbers(port: Port, path: FieldPath, errors: FieldErrors): void {
  const { containerPort = 0, hostPort = 0 } = port;
  if (containerPort === 0) errors.required(path.child('containerPort'));
  else errors.invalidEach(path.child('containerPort'), containerPort, portNumberProblems(containerPort));
  if (hostPort !== 0) errors.invalidEach(path.child('hostPort'), hostPort, portNumberProblems(hostPort));
}

const protocols = ['SCTP', 'TCP', 'UDP'];

/**
 * No two containers that run at the same time may take one port of the host: main containers are looked at together,
 * init containers one by one (AccumulateUniqueHostPorts@1.36.2). `firstIndex` is where the containers begin in their list.
 */
export function validateHostPorts(
  containers: readonly Draft<IContainer>[],
  path: FieldPath,
  { errors, firstIndex = 0 }: Scope & { readonly firstIndex?: number },
): void {
  const taken = new Set<string>();
  for (const [at, container] of containers.entries()) {
    for (const [portAt, port] of (container.ports ?? []).entries()) {
      if (!port.hostPort) continue;
      const use = `${port.protocol ?? ''}/${port.hostIP ?? ''}/${port.hostPort}`;
      // Upstream counts an init container, which it looks at alone, as the first of the list.
      const containerPath = path.miscalled(`[${at}]`, firstIndex + at);
      if (taken.has(use)) errors.duplicate(containerPath.child('ports').index(portAt).child('hostPort'), use);
      taken.add(use);
    }
  }
}

/**
 * With `hostNetwork` a port of the container is a port of the host (validatePodHostNetworkDeps@1.28; validateHostNetwork@1.27,
 * which blames the other field).
 */
export function validateHostNetworkPorts(
  containers: readonly Draft<IContainer>[],
  path: FieldPath,
  { errors, server, isTemplate = false }: Scope,
): void {
  for (const [at, container] of containers.entries()) {
    for (const [portAt, { containerPort = 0, hostPort = 0 }] of (container.ports ?? []).entries()) {
      // A template need not say it: the pod will have it.
      if (hostPort === containerPort || (isTemplate && hostPort === 0)) continue;
      const portPath = path.index(at).child('ports').index(portAt);
      if (server.minor < 28) {
        const detail = 'must match `hostPort` when `hostNetwork` is true';
        errors.invalid(portPath.child('containerPort'), containerPort, detail);
      } else {
        errors.invalid(portPath.child('hostPort'), hostPort, 'must match `containerPort` when `hostNetwork` is true');
      }
    }
  }
}
