import type { IEphemeralContainer, IPodSpec } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { validateContainer, validateImageText } from './container.ts';
import type { PodScope } from './scope.ts';

/** Containers for debugging; a new pod may not have any, which is said later (validateEphemeralContainers@1.36.2). */
export function validateEphemeralContainers(spec: Draft<IPodSpec>, path: FieldPath, scope: PodScope): void {
  const { errors } = scope;
  const others = new Set([...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({ name = '' }) => name));
  const names = new Set(others);
  for (const [at, container] of (spec.ephemeralContainers ?? []).entries()) {
    const containerPath = path.index(at);
    const { name = '', targetContainerName = '' } = container;
    validateContainer(container, containerPath, scope);
    validateImageText(container, containerPath, scope);
    if (names.has(name)) errors.duplicate(containerPath.child('name'), name);
    names.add(name);
    if (targetContainerName !== '' && !others.has(targetContainerName)) {
      errors.notFound(containerPath.child('targetContainerName'), targetContainerName);
    }
    forbidFields(container, containerPath, scope);
  }
}

function forbidFields(container: Draft<IEphemeralContainer>, path: FieldPath, { errors }: PodScope): void {
  const detail = 'cannot be set for an Ephemeral Container';
  for (const field of forbiddenFields) {
    // `resources: {}` is what absent ones are.
    const isSet =
      field === 'resources' ? Object.keys(container.resources ?? {}).length > 0 : container[field] !== undefined;
    if (isSet) errors.forbidden(path.child(field), detail);
  }
  for (const [at, mount] of (container.volumeMounts ?? []).entries()) {
    const mountPath = path.child('volumeMounts').index(at);
    for (const field of ['subPath', 'subPathExpr'] as const) {
      if (mount[field]) errors.forbidden(mountPath.child(field), detail);
    }
  }
}

/** All fields of a container that are not in allowedEphemeralContainerFields, in the order of the struct. */
const forbiddenFields = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
] as const;
