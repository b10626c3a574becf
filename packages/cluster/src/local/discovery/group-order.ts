import type { Resource } from '../resource/resource.ts';

/** A group as discovery names it, its most wanted version first. */
export interface ServedGroup {
  /** Empty for the core group. */
  readonly name: string;
  readonly versions: readonly ServedVersion[];
}

/** One version of a group, its resources by name. */
export interface ServedVersion {
  readonly version: string;
  readonly resources: readonly Resource[];
}

/** The groups of these resources, in the order in which clients look for a kind. */
export function servedGroups(resources: readonly Resource[]): readonly ServedGroup[] {
  const byGroup = Map.groupBy(resources, ({ group }) => group);
  const names = [...byGroup.keys()].sort((a, b) => priorityOf(b) - priorityOf(a) || (a < b ? -1 : 1));
  return names.map((name) => {
    const byVersion = Map.groupBy(byGroup.get(name) ?? [], ({ version }) => version);
    const versions = [...byVersion.keys()].sort(compareVersions);
    return {
      name,
      versions: versions.map((version) => ({ version, resources: (byVersion.get(version) ?? []).toSorted(byPlural) })),
    };
  });
}

/** Whether the server itself brings this group; discovery writes others a little differently. */
export function isOwnGroup(group: string): boolean {
  return group === '' || priorities[group] !== undefined;
}

/**
 * Newest stable version first, then betas, then alphas (apimachinery pkg/version/helpers.go CompareKubeAwareVersionStrings@1.36):
 * `v2`, `v1`, `v1beta1`, `v1alpha1`, and what is no such version by name.
 */
export function compareVersions(a: string, b: string): number {
  const [one, other] = [rankOf(a), rankOf(b)];
  const different = one.findIndex((part, at) => part !== other[at]);
  return different === -1 ? a.localeCompare(b) : (other[different] ?? 0) - (one[different] ?? 0);
}

function byPlural(a: Resource, b: Resource): number {
  return a.plural < b.plural ? -1 : 1;
}

const STABILITY: Readonly<Record<string, number>> = { alpha: 1, beta: 2 };

function rankOf(version: string): readonly number[] {
  const [, major, stage, minor] = /^v([1-9]\d*)(?:(alpha|beta)([1-9]\d*))?$/.exec(version) ?? [];
  if (major === undefined) return [0, 0, 0];
  return [stage === undefined ? 3 : (STABILITY[stage] ?? 0), Number(major), Number(minor ?? 0)];
}

/** What CustomResourceDefinitions get (kube-aggregator crd_registration_controller.go@1.36). */
const CUSTOM = 1000;

function priorityOf(group: string): number {
  return group === '' ? 20_000 : (priorities[group] ?? aggregated[group] ?? CUSTOM);
}

/** What aggregated servers ask for in their own APIService. */
const aggregated: Readonly<Record<string, number>> = { 'metrics.k8s.io': 100 };

/**
 * kubernetes cmd/kube-apiserver/app/aggregator.go and pkg/controlplane/apiserver/aggregator.go@1.36. Where two are alike, the
 * name decides.
 */
const priorities: Readonly<Record<string, number>> = {
  'apiregistration.k8s.io': 18_000,
  apps: 17_800,
  'events.k8s.io': 17_750,
  'authentication.k8s.io': 17_700,
  'authorization.k8s.io': 17_600,
  autoscaling: 17_500,
  batch: 17_400,
  'certificates.k8s.io': 17_300,
  'networking.k8s.io': 17_200,
  policy: 17_100,
  'rbac.authorization.k8s.io': 17_000,
  'storage.k8s.io': 16_800,
  'admissionregistration.k8s.io': 16_700,
  'apiextensions.k8s.io': 16_700,
  'scheduling.k8s.io': 16_600,
  'coordination.k8s.io': 16_500,
  'node.k8s.io': 16_300,
  'discovery.k8s.io': 16_200,
  'resource.k8s.io': 16_200,
  'flowcontrol.apiserver.k8s.io': 16_100,
};
