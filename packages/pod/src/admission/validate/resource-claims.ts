import type { IPod, IPodResourceClaim, IResourceClaim } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import { FieldPath } from '../field-path.ts';
import { type GoShape, printGoStruct } from '../go-struct.ts';
import { dnsLabelProblems, dnsSubdomainProblems } from './dns-name.ts';
import { createdName } from './metadata.ts';
import { MIRROR } from './pod-annotations.ts';
import type { Scope } from './scope.ts';

/** The devices that a pod claims (validatePodResourceClaims@1.36.2). */
export function validatePodClaims(pod: Draft<IPod>, path: FieldPath, scope: Scope): void {
  const names = new Set<string>();
  for (const [at, claim] of (pod.spec?.resourceClaims ?? []).entries()) {
    if (scope.server.minor >= 32 && pod.metadata?.annotations?.[MIRROR] !== undefined) {
      // Upstream names no field for this one.
      scope.errors.forbidden(
        FieldPath.nowhere('spec', 'resourceClaims', at),
        'static pods do not support resource claims',
      );
      continue;
    }
    const claimPath = path.index(at);
    if (validateName(claim.name ?? '', claimPath.child('name'), { ...scope, names })) {
      validateMadeName(pod, claim, { ...scope, path: claimPath.child('name') });
    }
    if (scope.server.minor >= 31) validateSource(claim, { path: claimPath, shape: claimShape }, scope);
    else validateSource(oldSource(claim), { path: claimPath.child('source'), shape: sourceShape }, scope);
  }
}

function validateName(
  name: string,
  path: FieldPath,
  { errors, names }: Scope & { readonly names: Set<string> },
): boolean {
  const before = errors.list.length;
  if (name === '') errors.required(path);
  else if (names.has(name)) errors.duplicate(path, name);
  else errors.invalidEach(path, name, dnsLabelProblems(name));
  names.add(name);
  return errors.list.length === before;
}

/** Before 1.31 claims made of a template were called after the pod and the claim (validatePodResourceClaim@1.30). */
function validateMadeName(
  { metadata = {} }: Draft<IPod>,
  claim: Draft<IPodResourceClaim>,
  { path, errors, server }: Scope & { readonly path: FieldPath },
): void {
  if (server.minor >= 31 || oldSource(claim).resourceClaimTemplateName === undefined) return;
  const name = `${createdName(metadata)}-${claim.name}`;
  const problems = dnsSubdomainProblems(name).map((problem) => `final ResourceClaim name: ${problem}`);
  errors.invalidEach(path, name, problems);
}

type Source = Pick<Draft<IPodResourceClaim>, 'resourceClaimName' | 'resourceClaimTemplateName'>;

/** Before 1.31 the names stood in `source`. */
function oldSource(claim: Draft<IPodResourceClaim> & { readonly source?: Source }): Source {
  return claim.source ?? {};
}

/** By the name of a claim or of a template. */
function validateSource(
  claim: Source,
  { path, shape }: { path: FieldPath; shape: GoShape },
  { errors, server }: Scope,
): void {
  const { resourceClaimName, resourceClaimTemplateName } = claim;
  const value = { badValue: claim, shownValue: printGoStruct(claim, shape, server.minor) };
  if (resourceClaimName !== undefined && resourceClaimTemplateName !== undefined) {
    const detail = 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified';
    errors.invalidShown(path, value, detail);
  }
  if (resourceClaimName === undefined && resourceClaimTemplateName === undefined) {
    errors.invalidShown(path, value, 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`');
  }
  for (const field of ['resourceClaimName', 'resourceClaimTemplateName'] as const) {
    const name = claim[field];
    if (name !== undefined) errors.invalidEach(path.child(field), name, dnsSubdomainProblems(name));
  }
}

/** pkg/apis/core/types.go PodResourceClaim@1.36.2. */
const sourceFields: GoShape['fields'] = [
  ['ResourceClaimName', 'resourceClaimName', '*string'],
  ['ResourceClaimTemplateName', 'resourceClaimTemplateName', '*string'],
];
const claimShape: GoShape = { type: 'core.PodResourceClaim', fields: [['Name', 'name', 'string'], ...sourceFields] };
const sourceShape: GoShape = { type: 'core.ClaimSource', fields: sourceFields };

/** What a container uses of the pod's claims (validateResourceClaimNames@1.36.2). */
export function validateClaimReferences(
  references: readonly Draft<IResourceClaim>[],
  path: FieldPath,
  { errors, claimNames }: Scope & { readonly claimNames: ReadonlySet<string> },
): void {
  const used = new Set<string>();
  for (const [at, { name = '', request = '' }] of references.entries()) {
    const referencePath = path.index(at);
    if (name === '') {
      errors.required(referencePath);
      continue;
    }
    if (used.has(name)) errors.duplicate(referencePath, name);
    else {
      const key = request === '' ? name : `${name}/${request}`;
      if (request !== '') errors.invalidEach(referencePath.child('request'), request, dnsLabelProblems(request));
      if (used.has(key)) errors.duplicate(referencePath, key);
      else if (request === '') {
        for (const other of used) if (other.startsWith(`${name}/`)) errors.duplicate(referencePath, name);
      }
      used.add(key);
    }
    if (claimNames.has(name)) continue;
    const names = claimNames.size === 0 ? ' which is empty' : `: ${[...claimNames].toSorted().join(', ')}`;
    errors.notFound(referencePath, name, `must be one of the names in pod.spec.resourceClaims${names}`);
  }
}
