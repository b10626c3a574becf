import type { IPod, IPodSpec } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { validateAffinity } from './affinity.ts';
import { validateHostNetworkPorts } from './container-ports.ts';
import { validateInitContainers, validateMainContainers } from './containers.ts';
import { validateDnsConfig } from './dns-config.ts';
import { validateEphemeralContainers } from './ephemeral-containers.ts';
import { validateFileKeyVolumes } from './file-key-volumes.ts';
import { validateHostnameOverride } from './host-name.ts';
import { validateHostUsers } from './host-users.ts';
import { validateLabels } from './label-selector.ts';
import { validateOs } from './operating-system.ts';
import { validatePodResources } from './pod-resources.ts';
import { validatePodSecurityContext } from './pod-security-context.ts';
import { validatePodClaims } from './resource-claims.ts';
import { validateGates, validateSchedulingGroup } from './scheduling.ts';
import { gateIsOn, type PodScope, type Scope } from './scope.ts';
import { validateSpecNames } from './spec-names.ts';
import { validateTopologySpread } from './topology-spread.ts';
import { validateVolumes } from './volumes.ts';
import { validateWindowsHostProcess } from './windows-host-process.ts';

type Spec = Draft<IPodSpec>;

/** The spec of a pod, in upstream's order (ValidatePodSpec@1.36.2). */
export function validatePodSpec(pod: Draft<IPod>, path: FieldPath, given: Scope): void {
  const spec = pod.spec ?? {};
  const { errors, server } = given;
  const { terminationGracePeriodSeconds: gracePeriod } = spec;
  if (gracePeriod === undefined && server.minor >= 31) errors.required(path.child('terminationGracePeriodSeconds'));
  const volumes = validateVolumes(pod, path.child('volumes'), given);
  const claimNames = new Set((spec.resourceClaims ?? []).flatMap(({ name }) => (name ? [name] : [])));
  const scope: PodScope = {
    ...given,
    volumes,
    claimNames,
    gracePeriod: gracePeriod ?? (server.minor < 31 ? 0 : undefined),
    os: spec.os?.name,
    hostUsers: spec.hostUsers !== false,
    restartPolicy: spec.restartPolicy ?? '',
  };
  validatePodClaims(pod, path.child('resourceClaims'), scope);
  validateMainContainers(spec, path.child('containers'), scope);
  validateInitContainers(spec, path.child('initContainers'), scope);
  validateEphemeralContainers(spec, path.child('ephemeralContainers'), scope);
  if (gateIsOn(scope, 'PodLevelResources')) validatePodResources(pod, path, scope);
  if (server.minor >= 28) validateHostNetwork(spec, path, scope);
  validateChoice(spec, 'restartPolicy', { path, scope });
  validateChoice(spec, 'dnsPolicy', { path, scope });
  validateLabels(spec.nodeSelector, path.child('nodeSelector'), scope);
  if (server.minor < 28) validateHostNetwork(spec, path, scope);
  validatePodSecurityContext(spec, path, scope);
  validateAffinity(spec.affinity, path.child('affinity'), scope);
  validateDnsConfig(spec, path.child('dnsConfig'), scope);
  validateGates(spec, path, scope);
  validateTopologySpread(spec.topologySpreadConstraints ?? [], path.child('topologySpreadConstraints'), scope);
  validateWindowsHostProcess(spec, path, scope);
  validateHostUsers(spec, path, scope);
  validateHostnameOverride(spec, path, scope);
  validateSpecNames(spec, path, scope);
  validateOs(spec, path, scope);
  validateSchedulingGroup(spec, path, scope);
  validateFileKeyVolumes(spec, path, scope);
}

function validateHostNetwork(spec: Spec, path: FieldPath, scope: Scope): void {
  if (spec.hostNetwork === true) validateHostNetworkPorts(spec.containers ?? [], path.child('containers'), scope);
}

function validateChoice(
  spec: Spec,
  field: keyof typeof choices,
  { path, scope: { errors } }: { readonly path: FieldPath; readonly scope: Scope },
): void {
  const value = spec[field];
  if (!value) errors.required(path.child(field));
  else if (!choices[field].includes(value)) errors.notSupported(path.child(field), value, choices[field]);
}

const choices: Readonly<Record<'restartPolicy' | 'dnsPolicy', readonly string[]>> = {
  restartPolicy: ['Always', 'OnFailure', 'Never'],
  dnsPolicy: ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'],
};
