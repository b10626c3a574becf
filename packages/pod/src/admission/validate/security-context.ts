import type { ISecurityContext } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { type GoShape, printGoStruct } from '../go-struct.ts';
import { accountIdProblems } from './number-range.ts';
import type { PodScope } from './scope.ts';
import { appArmorShape, seccompShape, validateAppArmorProfile, validateSeccompProfile } from './security-profile.ts';
import { validateWindowsOptions } from './windows-options.ts';

/**
 * What a container may do (ValidateSecurityContext@1.36.2). Privileged containers are allowed, as every API server
 * allows them that is started with `--allow-privileged`; it is the default of all installers.
 */
export function validateSecurityContext(
  context: Draft<ISecurityContext> | undefined,
  path: FieldPath,
  scope: PodScope,
): void {
  if (!context) return;
  const { errors } = scope;
  for (const field of ['runAsUser', 'runAsGroup'] as const) {
    const id = context[field];
    if (id !== undefined) errors.invalidEach(path.child(field), id, accountIdProblems(id));
  }
  validateProcMount(context.procMount, path.child('procMount'), scope);
  validateSeccompProfile(context.seccompProfile, path.child('seccompProfile'), scope);
  validateEscalation(context, path, scope);
  validateWindowsOptions(context.windowsOptions, path.child('windowsOptions'), scope);
  validateAppArmorProfile(context.appArmorProfile, path.child('appArmorProfile'), scope);
}

function validateProcMount(
  procMount: string | undefined,
  path: FieldPath,
  { errors, hostUsers, server }: PodScope,
): void {
  if (procMount === undefined) return;
  if (!procMounts.includes(procMount)) errors.notSupported(path, procMount, procMounts);
  if (hostUsers && procMount === 'Unmasked' && server.minor >= 30) {
    errors.invalid(path, procMount, '`hostUsers` must be false to use `Unmasked`');
  }
}

const procMounts = ['Default', 'Unmasked'];

function validateEscalation(context: Draft<ISecurityContext>, path: FieldPath, { errors, server }: PodScope): void {
  if (context.allowPrivilegeEscalation !== false) return;
  const value = { badValue: context, shownValue: printGoStruct(context, contextShape, server.minor) };
  if (context.privileged === true) {
    const detail = 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true';
    errors.invalidShown(path, value, detail);
  }
  for (const capability of context.capabilities?.add ?? []) {
    if (capability !== 'CAP_SYS_ADMIN') continue;
    const detail = 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN';
    errors.invalidShown(path, value, detail);
  }
}

/** pkg/apis/core/types.go SecurityContext@1.36.2. */
const contextShape: GoShape = {
  type: 'core.SecurityContext',
  fields: [
    [
      'Capabilities',
      'capabilities',
      {
        type: 'core.Capabilities',
        fields: [
          ['Add', 'add', '[]core.Capability'],
          ['Drop', 'drop', '[]core.Capability'],
        ],
      },
    ],
    ['Privileged', 'privileged', '*bool'],
    [
      'SELinuxOptions',
      'seLinuxOptions',
      {
        type: 'core.SELinuxOptions',
        fields: [
          ['User', 'user', 'string'],
          ['Role', 'role', 'string'],
          ['Type', 'type', 'string'],
          ['Level', 'level', 'string'],
        ],
      },
    ],
    [
      'WindowsOptions',
      'windowsOptions',
      {
        type: 'core.WindowsSecurityContextOptions',
        fields: [
          ['GMSACredentialSpecName', 'gmsaCredentialSpecName', '*string'],
          ['GMSACredentialSpec', 'gmsaCredentialSpec', '*string'],
          ['RunAsUserName', 'runAsUserName', '*string'],
          ['HostProcess', 'hostProcess', '*bool'],
        ],
      },
    ],
    ['RunAsUser', 'runAsUser', '*int64'],
    ['RunAsGroup', 'runAsGroup', '*int64'],
    ['RunAsNonRoot', 'runAsNonRoot', '*bool'],
    ['ReadOnlyRootFilesystem', 'readOnlyRootFilesystem', '*bool'],
    ['AllowPrivilegeEscalation', 'allowPrivilegeEscalation', '*bool'],
    ['ProcMount', 'procMount', '*core.ProcMountType'],
    ['SeccompProfile', 'seccompProfile', seccompShape],
    ['AppArmorProfile', 'appArmorProfile', appArmorShape, 30],
  ],
};
