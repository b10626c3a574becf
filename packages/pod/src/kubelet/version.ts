/** A Kubernetes release as a pair of numbers; `patch` is `Infinity` when only the minor was named ("the newest 1.30"). */
export interface KubeletVersion {
  readonly minor: number;
  readonly patch: number;
}

/** The minors whose kubelets this engine knows. */
export const OLDEST_MINOR: number = 27;
/** The newest minor this engine knows; 1.37 is modelled from its merged changes, before its release. */
export const NEWEST_MINOR: number = 37;
/** The version that is played when none is asked for. */
export const DEFAULT_VERSION: string = '1.36.2';

/** Reads `1.30.3`, `v1.30.3`, `1.30` or `v1.30.3-gke.100`; undefined when it is none of these or not a known minor. */
export function parseVersion(text: string): KubeletVersion | undefined {
  const match = /^v?1\.(\d+)(?:\.(\d+))?(?:[-+].*)?$/.exec(text.trim());
  if (!match) return undefined;
  const minor = Number(match[1]);
  if (minor < OLDEST_MINOR || minor > NEWEST_MINOR) return undefined;
  return { minor, patch: match[2] === undefined ? Number.POSITIVE_INFINITY : Number(match[2]) };
}

/** Prints a version the way the kubelet reports it, without the leading `v`. */
export function printVersion({ minor, patch }: KubeletVersion): string {
  return Number.isFinite(patch) ? `1.${minor}.${patch}` : `1.${minor}`;
}

/** Half-open ranges `[from, fixed)` per minor: is the version inside one of them? */
export function isAffected(version: KubeletVersion, ranges: readonly AffectedRange[]): boolean {
  return ranges.some(
    ([minor, from, fixed]) =>
      minor === version.minor && version.patch >= from && (fixed === ALL || version.patch < fixed),
  );
}

/** `[minor, first affected patch, first patch with the fix]`; `ALL` as the last number means no patch of that minor was fixed. */
export type AffectedRange = readonly [minor: number, from: number, fixed: number];

/** The end of a range in which no patch carries the fix ("newest patch" included). */
export const ALL: number = Number.MAX_VALUE * 2;

/** A whole run of minors that never got the fix. */
export function minors(from: number, to: number): readonly AffectedRange[] {
  return Array.from({ length: to - from + 1 }, (_, i) => [from + i, 0, ALL] as const);
}
