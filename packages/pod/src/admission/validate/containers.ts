import type { IContainer, IPodSpec } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { validateContainer } from './container.ts';
import { validateHostPorts } from './container-ports.ts';
import { validateLifecycle } from './lifecycle-hooks.ts';
import { validateProbes } from './probe.ts';
import { validateInitResizePolicy } from './resize-policy.ts';
import { validateInitRestart, validateMainRestart } from './restart-rules.ts';
import type { PodScope } from './scope.ts';

type Container = Draft<IContainer>;

/** The main containers, of which there must be one (validateContainers@1.36.2). */
export function validateMainContainers(spec: Draft<IPodSpec>, path: FieldPath, scope: PodScope): void {
  const { errors } = scope;
  const containers = spec.containers ?? [];
  if (containers.length === 0) {
    errors.required(path);
    return;
  }
  const names = new Set<string>();
  for (const [at, container] of containers.entries()) {
    const containerPath = path.index(at);
    const { name = '', lifecycle } = container;
    validateContainer(container, containerPath, scope);
    if (names.has(name)) errors.duplicate(containerPath.child('name'), name);
    names.add(name);
    if (lifecycle) validateLifecycle(lifecycle, containerPath.child('lifecycle'), scope);
    validateProbes(container, containerPath, scope);
    validateMainRestart(container, containerPath, scope);
  }
  validateHostPorts(containers, path, scope);
}

/** The init containers, sidecars among them (validateInitContainers@1.36.2). */
export function validateInitContainers(spec: Draft<IPodSpec>, path: FieldPath, scope: PodScope): void {
  const { errors } = scope;
  const names = new Set((spec.containers ?? []).map(({ name = '' }) => name));
  for (const [at, container] of (spec.initContainers ?? []).entries()) {
    const containerPath = path.index(at);
    const { name = '' } = container;
    validateContainer(container, containerPath, scope);
    validateInitRestart(container, containerPath, scope);
    if (names.has(name)) errors.duplicate(containerPath.child('name'), name);
    else if (name !== '') names.add(name);
    validateHostPorts([container], path, { ...scope, firstIndex: at });
    if (container.restartPolicy === 'Always') validateSidecar(container, containerPath, scope);
    else forbidProbesAndHooks(container, containerPath, scope);
    validateInitResizePolicy(container, containerPath, scope);
  }
}

function validateSidecar(container: Container, path: FieldPath, scope: PodScope): void {
  if (container.lifecycle) validateLifecycle(container.lifecycle, path.child('lifecycle'), scope);
  validateProbes(container, path, scope);
}

/** An ordinary init container ends by itself, so nothing is asked of it meanwhile (validateInitContainers@1.27, @1.28). */
function forbidProbesAndHooks(container: Container, path: FieldPath, { errors, server }: PodScope): void {
  const without = server.minor < 28 ? '' : ' without restartPolicy=Always';
  for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
    if (container[field]) errors.forbidden(path.child(field), `may not be set for init containers${without}`);
  }
}
