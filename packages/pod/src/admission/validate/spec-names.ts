import type { IPodSpec } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { dnsLabelProblems, dnsSubdomainProblems } from './dns-name.ts';
import { validateIp } from './ip-address.ts';
import { rangeProblems } from './number-range.ts';
import { validateContainerResourceName } from './resource-name.ts';
import { validateResources } from './resource-requirements.ts';
import type { PodScope } from './scope.ts';
import { validateTolerations } from './tolerations.ts';

type Spec = Draft<IPodSpec>;

/** The many small fields of a spec between `serviceAccountName` and `overhead`, in upstream's order (ValidatePodSpec@1.36.2). */
export function validateSpecNames(spec: Spec, path: FieldPath, scope: PodScope): void {
  const { errors } = scope;
  const { activeDeadlineSeconds: deadline } = spec;
  // Before it is looked at, `serviceAccount` has become `serviceAccountName`.
  validateName(spec, 'serviceAccountName', { path, scope, problemsOf: dnsSubdomainProblems });
  validateName(spec, 'nodeName', { path, scope, problemsOf: dnsSubdomainProblems });
  if (deadline !== undefined) {
    errors.invalidEach(path.child('activeDeadlineSeconds'), deadline, rangeProblems(deadline, 1, 2147483647));
  }
  validateName(spec, 'hostname', { path, scope, problemsOf: dnsLabelProblems });
  validateName(spec, 'subdomain', { path, scope, problemsOf: dnsLabelProblems });
  validateTolerations(spec.tolerations ?? [], path.child('tolerations'), scope);
  validateHostAliases(spec, path.child('hostAliases'), scope);
  validateName(spec, 'priorityClassName', { path, scope, problemsOf: dnsSubdomainProblems });
  if (spec.runtimeClassName !== undefined) {
    const problems = dnsSubdomainProblems(spec.runtimeClassName);
    errors.invalidEach(path.child('runtimeClassName'), spec.runtimeClassName, problems);
  }
  validatePreemption(spec.preemptionPolicy, path.child('preemptionPolicy'), scope);
  if (spec.overhead) {
    const overheadPath = path.child('overhead');
    validateResources({ limits: spec.overhead }, overheadPath, {
      ...scope,
      claimNames: new Set(),
      validateName: validateContainerResourceName,
      // Upstream looks at an overhead as if it were the limits of a container, and says so in the paths.
      limitsPath: overheadPath.miscalled('.limits'),
    });
  }
}

type NameField = 'serviceAccountName' | 'nodeName' | 'hostname' | 'subdomain' | 'priorityClassName';

function validateName(
  spec: Spec,
  field: NameField,
  {
    path,
    scope,
    problemsOf,
  }: {
    readonly path: FieldPath;
    readonly scope: PodScope;
    readonly problemsOf: (name: string) => readonly string[];
  },
): void {
  const name = spec[field];
  if (name) scope.errors.invalidEach(path.child(field), name, problemsOf(name));
}

/** Entries of /etc/hosts; before 1.30 without their indices (ValidateHostAliases@1.29 and @1.36.2). */
function validateHostAliases(spec: Spec, path: FieldPath, scope: PodScope): void {
  const { errors, server } = scope;
  for (const [at, { ip = '', hostnames = [] }] of (spec.hostAliases ?? []).entries()) {
    const aliasPath = server.minor < 30 ? path.miscalled('', at) : path.index(at);
    validateIp(ip, aliasPath.child('ip'), scope);
    for (const [nameAt, hostname] of hostnames.entries()) {
      const names = aliasPath.child('hostnames');
      const namePath = server.minor < 30 ? names.miscalled('', nameAt) : names.index(nameAt);
      errors.invalidEach(namePath, hostname, dnsSubdomainProblems(hostname));
    }
  }
}

function validatePreemption(policy: string | undefined, path: FieldPath, { errors }: PodScope): void {
  if (policy === '') errors.required(path);
  else if (policy !== undefined && !preemptionPolicies.includes(policy)) {
    errors.notSupported(path, policy, preemptionPolicies);
  }
}

const preemptionPolicies = ['PreemptLowerPriority', 'Never'];
