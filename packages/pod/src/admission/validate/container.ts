import type { IContainer } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { validateContainerPorts } from './container-ports.ts';
import { dnsLabelProblems } from './dns-name.ts';
import { validateEnv, validateEnvFrom } from './env.ts';
import { validatePullPolicy } from './pull-policy.ts';
import { validateResizePolicy } from './resize-policy.ts';
import { validateContainerResourceName } from './resource-name.ts';
import { validateResources } from './resource-requirements.ts';
import type { PodScope, Scope } from './scope.ts';
import { validateSecurityContext } from './security-context.ts';
import { validateVolumeDevices, validateVolumeMounts } from './volume-mounts.ts';

type Container = Draft<IContainer>;

/** What holds for every container: main, init and ephemeral (validateContainerCommon@1.36.2). */
export function validateContainer(container: Container, path: FieldPath, scope: PodScope): void {
  const { errors } = scope;
  const { name = '' } = container;
  if (name === '') errors.required(path.child('name'));
  else errors.invalidEach(path.child('name'), name, dnsLabelProblems(name));
  if (!container.image) errors.required(path.child('image'));
  validateMessagePolicy(container.terminationMessagePolicy, path.child('terminationMessagePolicy'), scope);
  validateContainerPorts(container.ports ?? [], path.child('ports'), scope);
  validateEnv(container.env ?? [], path.child('env'), scope);
  validateEnvFrom(container.envFrom ?? [], path.child('envFrom'), scope);
  validateVolumeMounts(container, path.child('volumeMounts'), scope);
  validateVolumeDevices(container, path.child('volumeDevices'), scope);
  validatePullPolicy(container.imagePullPolicy, path.child('imagePullPolicy'), scope);
  const resourceScope = { ...scope, validateName: validateContainerResourceName };
  validateResources(container.resources, path.child('resources'), resourceScope);
  validateResizePolicy(container.resizePolicy ?? [], path.child('resizePolicy'), scope);
  validateSecurityContext(container.securityContext, path.child('securityContext'), scope);
}

function validateMessagePolicy(policy: string | undefined, path: FieldPath, { errors }: PodScope): void {
  if (!policy) errors.required(path);
  else if (!messagePolicies.includes(policy)) errors.notSupported(path, policy, messagePolicies);
}

const messagePolicies = ['File', 'FallbackToLogsOnError'];

/** What is asked of a container in a pod but not in a template (validateContainerOnlyForPod@1.36.2). */
export function validateImageText({ image = '' }: Container, path: FieldPath, { errors }: Scope): void {
  if (image.trim() !== image)
    errors.invalid(path.child('image'), image, 'must not have leading or trailing whitespace');
}
