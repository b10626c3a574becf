import { parseVersion } from '@outrigger/pod';
import type { KubeletRange } from '../../subject/kubelet-range.ts';

/** The two kinds of admission policies that are written in CEL. */
export type PolicyKind = 'validating' | 'mutating';

/** An API version that every API server of a range serves, and whether it has to be switched on. */
export interface PolicyApi {
  readonly version: string;
  /** Not served unless `--runtime-config` and the feature gate say so, as all that is not `v1`. */
  readonly isOff: boolean;
}

/** The most stable version of an API that all versions of a range serve; undefined where none does. */
export function policyApi(kind: PolicyKind, { oldest, newest }: KubeletRange): PolicyApi | undefined {
  const from = parseVersion(oldest)?.minor;
  const to = parseVersion(newest)?.minor;
  if (from === undefined || to === undefined) return undefined;
  const found = SERVED[kind].find(([, first, last]) => first <= from && to <= last);
  return found && { version: `${GROUP}/${found[0]}`, isOff: found[0] !== 'v1' };
}

/** The minors that serve an API version, for people: `v1 since 1.30, v1beta1 1.28 to 1.33`. */
export function servedVersions(kind: PolicyKind): string {
  return SERVED[kind]
    .map(([version, first, last]) => `${version} ${last === Infinity ? `since 1.${first}` : `1.${first} to 1.${last}`}`)
    .join(', ');
}

const GROUP = 'admissionregistration.k8s.io';

/**
 * The first and the last minor that serve a version, the most stable version first: `APILifecycleIntroduced` and
 * `APILifecycleRemoved` in kubernetes/api admissionregistration/{v1,v1beta1,v1alpha1}, v0.36.6.
 */
const SERVED: Readonly<Record<PolicyKind, readonly (readonly [version: string, first: number, last: number])[]>> = {
  validating: [
    ['v1', 30, Infinity],
    ['v1beta1', 28, 33],
  ],
  mutating: [
    ['v1', 36, Infinity],
    ['v1beta1', 34, 39],
    ['v1alpha1', 32, 37],
  ],
};
