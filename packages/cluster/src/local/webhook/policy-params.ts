import type { ApiObject } from '../object/api-object.ts';
import { type LabelSelector, matchesSelector } from '../object/matches-selector.ts';
import { readAs } from '../read/stored-object.ts';
import type { Registry } from '../resource/registry.ts';
import type { AdmissionAttempt } from '../world.ts';

/** Of what kind a policy's parameters are. */
export interface ParamKind {
  readonly apiVersion?: string;
  readonly kind?: string;
}

/** Which they are. */
export interface ParamRef {
  readonly name?: string;
  readonly namespace?: string;
  readonly selector?: LabelSelector;
  readonly parameterNotFoundAction?: string;
}

/** The parameters of a binding, one after the other; one that is undefined for a policy without any (CollectParams@1.36). */
export function paramsOf(
  { context, namespace }: AdmissionAttempt,
  {
    kind,
    ref,
    registry,
  }: { readonly kind: ParamKind | undefined; readonly ref: ParamRef | undefined; readonly registry: Registry },
): { readonly params: readonly (ApiObject | undefined)[] } | { readonly problem: string } {
  if (kind === undefined || ref === undefined) return { params: [undefined] };
  const resource = registry.ofKind(kind.apiVersion ?? '', kind.kind ?? '');
  if (resource === undefined) return { problem: `paramKind kind \`${kind.apiVersion}, Kind=${kind.kind}\` not known` };
  const { name = '', selector, parameterNotFoundAction: action = '' } = ref;
  const place = resource.isNamespaced ? ref.namespace || namespace : '';
  if (resource.isNamespaced && place === '') {
    return { problem: 'cannot use namespaced paramRef in policy binding that matches cluster-scoped resources' };
  }
  const all = context.list(resource.bucket, resource.isNamespaced ? place : undefined);
  const found = all.filter(({ metadata }) =>
    name === '' ? matchesSelector(selector, metadata?.labels ?? {}) : metadata?.name === name,
  );
  if (found.length > 0) return { params: found.map((one) => readAs(resource, one)) };
  return action === 'Allow'
    ? { params: [] }
    : { problem: `no params found for policy binding with \`${action || 'Deny'}\` parameterNotFoundAction` };
}
