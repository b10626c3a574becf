import type { IContainer, IContainerResizePolicy } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { type GoShape, printGoStructs } from '../go-struct.ts';
import { gateIsOn, type PodScope } from './scope.ts';

type Policies = readonly Draft<IContainerResizePolicy>[];

/** What a change of resources does to a container (validateResizePolicy@1.36.2). */
export function validateResizePolicy(policies: Policies, path: FieldPath, scope: PodScope): void {
  const { errors, server } = scope;
  const named = errors.ofResourceNames(27);
  const seen = new Set<string>();
  for (const [at, { resourceName = '', restartPolicy = '' }] of policies.entries()) {
    if (seen.has(resourceName)) named.duplicate(path.index(at), resourceName);
    seen.add(resourceName);
    // Upstream reports the rest at the list.
    const listPath = path.miscalled('', at);
    if (resourceName === '') errors.required(listPath);
    else if (!resources.includes(resourceName)) named.notSupported(listPath, resourceName, resources);
    if (restartPolicy === '') errors.required(listPath);
    else if (!restarts.includes(restartPolicy)) errors.notSupported(listPath, restartPolicy, restarts);
    if (scope.restartPolicy === 'Never' && restartPolicy !== 'NotRequired' && server.minor >= 29) {
      const which = server.minor < 36 ? '' : 'pod ';
      errors
        .ofNamedTexts()
        .invalid(listPath, restartPolicy, `must be 'NotRequired' when ${which}\`restartPolicy\` is 'Never'`);
    }
  }
}

const resources = ['cpu', 'memory'];
const restarts = ['NotRequired', 'RestartContainer'];

/** An init container that is no sidecar is not restarted for a resize (validateInitContainers@1.32 and @1.36.2). */
export function validateInitResizePolicy(container: Draft<IContainer>, path: FieldPath, scope: PodScope): void {
  const { errors, server } = scope;
  const policies = container.resizePolicy ?? [];
  if (policies.length === 0) return;
  if (server.minor < 33 || !gateIsOn(scope, 'InPlacePodVerticalScaling')) {
    const value = { badValue: policies, shownValue: printGoStructs(policies, policyShape, server.minor) };
    errors.invalidShown(path.child('resizePolicy'), value, 'must not be set for init containers');
  }
  if (container.restartPolicy === 'Always' || server.minor < 36) return;
  for (const [at, { restartPolicy }] of policies.entries()) {
    if (restartPolicy !== 'RestartContainer') continue;
    const detail = "must not be set to 'RestartContainer' for non-sidecar initContainers";
    errors.ofNamedTexts().invalid(path.child('resizePolicy').index(at).child('restartPolicy'), restartPolicy, detail);
  }
}

const policyShape: GoShape = {
  type: 'core.ContainerResizePolicy',
  fields: [
    ['ResourceName', 'resourceName', 'string'],
    ['RestartPolicy', 'restartPolicy', 'string'],
  ],
};
