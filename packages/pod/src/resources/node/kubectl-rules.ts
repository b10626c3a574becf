import { type ResourceRules, resourceRulesFor } from '../resource-rules.ts';

/**
 * How one kubectl adds up a node. `kubectl describe node` computes on the client, so its own version decides, whatever
 * the cluster runs.
 */
export interface KubectlRules {
  readonly reading: ResourceRules;
  /** What the rows per pod count from the status of a pod that is being resized. */
  readonly rows: StatusUse;
  /** What the totals per resource count from it. */
  readonly totals: StatusUse;
}

/** Which sums count a resize under way. */
export interface StatusUse {
  readonly requests: boolean;
  readonly limits: boolean;
}

const FROM_SPEC: StatusUse = { requests: false, limits: false };
const FROM_STATUS: StatusUse = { requests: true, limits: true };
const REQUESTS_FROM_STATUS: StatusUse = { requests: true, limits: false };

/**
 * The rules of kubectl 1.`minor`.
 *
 * - up to 1.28: sidecars are ordinary init containers (k/k#119406, fixed by #119509 in 1.29);
 * - 1.29 to 1.35: sidecars count, `spec.resources` does not, requests follow a resize and limits do not;
 * - from 1.36: the helpers of the scheduler; rows follow a resize, totals do not, so the two may disagree.
 *
 * Source: staging/src/k8s.io/kubectl/pkg/util/resource/resource.go at 1.28 to 1.35, kubectl/pkg/describe/describe.go@v1.36.2.
 */
export function kubectlRulesFor(minor: number): KubectlRules {
  const reading = readingOf(minor);
  if (minor <= 28) return { reading, rows: FROM_SPEC, totals: FROM_SPEC };
  if (minor <= 35) return { reading, rows: REQUESTS_FROM_STATUS, totals: REQUESTS_FROM_STATUS };
  return { reading, rows: FROM_STATUS, totals: FROM_SPEC };
}

/** What kubectl should show: what the scheduler counts, in the rows and in the totals. */
export const KUBECTL_AS_IT_SHOULD: KubectlRules = {
  reading: resourceRulesFor(36, 0, {}),
  rows: FROM_STATUS,
  totals: FROM_STATUS,
};

/** kubectl knows no feature gates: what it supports it always counts. */
function readingOf(minor: number): ResourceRules {
  return {
    ...resourceRulesFor(minor, 0, { InPlacePodVerticalScaling: true }),
    sidecarsKnown: minor >= 29,
    podLevelResources: minor >= 36,
    // Its helpers got the pod's own status resources only behind an option that it does not set.
    podLevelResize: false,
    resize: minor <= 28 ? 'none' : minor <= 32 ? 'allocated' : 'allocated-and-actuated',
  };
}
