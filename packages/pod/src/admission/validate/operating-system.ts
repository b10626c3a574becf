import type { IPodSpec } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { allContainers } from './all-containers.ts';
import type { Scope } from './scope.ts';

type Spec = Draft<IPodSpec>;

/** The operating system that a pod names, and the fields that it then may not have (validateOS@1.36.2). */
export function validateOs(spec: Spec, path: FieldPath, scope: Scope): void {
  const { errors, server } = scope;
  if (!spec.os) return;
  const { name = '' } = spec.os;
  const osPath = path.child('os');
  if (name === '') errors.required(osPath.child('name'), server.minor < 34 ? 'cannot be empty' : '');
  else if (name === 'linux') forbidFields(spec, path, { ...scope, ...windowsFields });
  else if (name === 'windows') forbidFields(spec, path, { ...scope, ...linuxFields });
  else errors.notSupported(osPath, name, ['linux', 'windows']);
}

interface ForeignFields {
  /** Paths from the spec, as the API server writes them; a field that is `false` by default counts when it is true. */
  readonly ofPod: readonly string[];
  readonly ofContainer: readonly string[];
  readonly detail: string;
}

function forbidFields(spec: Spec, path: FieldPath, scope: Scope & ForeignFields): void {
  const { errors, ofPod, ofContainer, detail } = scope;
  for (const field of ofPod) {
    const holder: Fields = hostFields.includes(field) ? spec : (spec.securityContext ?? {});
    if (!isSet(holder[field], field)) continue;
    const holderPath = hostFields.includes(field) ? path : path.child('securityContext');
    errors.forbidden(holderPath.child(field), detail);
  }
  for (const { container, path: containerPath } of allContainers(spec, path)) {
    const context: Fields = container.securityContext ?? {};
    for (const field of ofContainer) {
      if (context[field] !== undefined) errors.forbidden(containerPath.child('securityContext').child(field), detail);
    }
  }
}

type Fields = { readonly [field: string]: unknown };

function isSet(value: unknown, field: string): boolean {
  if (field === 'hostPID' || field === 'hostIPC') return value === true;
  return field === 'sysctls' ? Array.isArray(value) && value.length > 0 : value !== undefined;
}

const hostFields = ['hostUsers', 'hostPID', 'hostIPC', 'shareProcessNamespace'];

/** validateLinux@1.36.2. */
const windowsFields: ForeignFields = {
  ofPod: ['windowsOptions'],
  ofContainer: ['windowsOptions'],
  detail: 'windows options cannot be set for a linux pod',
};

/** validateWindows@1.36.2, in its order. */
const linuxFields: ForeignFields = {
  ofPod: [
    'appArmorProfile',
    'seLinuxOptions',
    'hostUsers',
    'hostPID',
    'hostIPC',
    'seccompProfile',
    'fsGroup',
    'fsGroupChangePolicy',
    'sysctls',
    'shareProcessNamespace',
    'runAsUser',
    'runAsGroup',
    'supplementalGroups',
    'supplementalGroupsPolicy',
    'seLinuxChangePolicy',
  ],
  ofContainer: [
    'appArmorProfile',
    'seLinuxOptions',
    'seccompProfile',
    'capabilities',
    'readOnlyRootFilesystem',
    'privileged',
    'allowPrivilegeEscalation',
    'procMount',
    'runAsUser',
    'runAsGroup',
  ],
  detail: 'cannot be set for a windows pod',
};
