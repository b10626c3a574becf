import type { IPodSecurityContext, IPodSpec } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { accountIdProblems } from './number-range.ts';
import { gateIsOn, type Scope } from './scope.ts';
import { validateAppArmorProfile, validateSeccompProfile } from './security-profile.ts';
import { validateSysctls } from './sysctls.ts';
import { validateWindowsOptions } from './windows-options.ts';

type Context = Draft<IPodSecurityContext>;

/** What holds for all containers of a pod (validatePodSpecSecurityContext@1.36.2). */
export function validatePodSecurityContext(spec: Draft<IPodSpec>, path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  const context: Context = spec.securityContext ?? {};
  const contextPath = path.child('securityContext');
  validateIds(context, contextPath, scope);
  if (spec.shareProcessNamespace === true && spec.hostPID === true) {
    const sharePath = contextPath.child('shareProcessNamespace');
    errors.invalid(sharePath, true, 'ShareProcessNamespace and HostPID cannot both be enabled');
  }
  validateSysctls(spec, contextPath.child('sysctls'), scope);
  validateChoice(context.fsGroupChangePolicy, fsGroupPolicies, {
    path: contextPath.child('fsGroupChangePolicy'),
    scope,
  });
  validateSeccompProfile(context.seccompProfile, contextPath.child('seccompProfile'), scope);
  validateWindowsOptions(context.windowsOptions, contextPath.child('windowsOptions'), scope);
  validateAppArmorProfile(context.appArmorProfile, contextPath.child('appArmorProfile'), scope);
  const groupsPath = contextPath.child('supplementalGroupsPolicy');
  validateChoice(context.supplementalGroupsPolicy, groupPolicies, { path: groupsPath, scope });
  const seLinuxPolicies = gateIsOn(scope, 'SELinuxMount') ? ['MountOption', 'Recursive'] : ['Recursive'];
  const seLinuxPath = contextPath.child('seLinuxChangePolicy');
  validateChoice(context.seLinuxChangePolicy, seLinuxPolicies, { path: seLinuxPath, scope });
}

function validateIds(context: Context, path: FieldPath, { errors }: Scope): void {
  for (const field of ['fsGroup', 'runAsUser', 'runAsGroup'] as const) {
    const id = context[field];
    if (id !== undefined) errors.invalidEach(path.child(field), id, accountIdProblems(id));
  }
  for (const [at, id] of (context.supplementalGroups ?? []).entries()) {
    errors.invalidEach(path.child('supplementalGroups').index(at), id, accountIdProblems(id));
  }
}

function validateChoice(
  value: string | undefined,
  choices: readonly string[],
  { path, scope }: { readonly path: FieldPath; readonly scope: Scope },
): void {
  if (value !== undefined && !choices.includes(value)) scope.errors.notSupported(path, value, choices);
}

const fsGroupPolicies = ['Always', 'OnRootMismatch'];
const groupPolicies = ['Merge', 'Strict'];
