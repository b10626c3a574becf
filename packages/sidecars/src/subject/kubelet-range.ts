import { BUGS, type BugName, DEFAULT_VERSION, kubeletOf, parseVersion } from '@outrigger/pod';

/** The kubelets that somebody runs, oldest and newest included, as `1.29.3`; the same twice where there is one version. */
export interface KubeletRange {
  readonly oldest: string;
  readonly newest: string;
}

/** The one version that is meant when nobody says which. */
export const DEFAULT_RANGE: KubeletRange = { oldest: DEFAULT_VERSION, newest: DEFAULT_VERSION };

/** Reads `1.30.3`, `1.29-1.33` and `1.29.3..1.34.1`; undefined for anything else, and for kubelets that nobody knows. */
export function readKubeletRange(text: string): KubeletRange | undefined {
  const [oldest = '', newest = oldest, more] = text.trim().split(/\s*(?:\.\.|–|-)\s*(?=v?1\.)/);
  const from = parseVersion(oldest);
  const to = parseVersion(newest);
  if (!from || !to || more !== undefined || isOlder(to, from)) return undefined;
  return { oldest: bare(oldest), newest: bare(newest) };
}

/** Is the oldest of the kubelets older than a version, such as `1.29.3`? A range of whole minors means their newest patches. */
export function includesOlderThan({ oldest }: KubeletRange, version: string): boolean {
  const from = parseVersion(oldest);
  const asked = parseVersion(version);
  return from !== undefined && asked !== undefined && isOlder(from, asked);
}

/** The kubelets of a range that have a bug: the ends of the range, and every minor in between at its newest patch. */
export function kubeletsWithBug(range: KubeletRange, bug: BugName): readonly string[] {
  return kubeletsIn(range).filter((version) => kubeletOf(version)?.bugs[bug] === true);
}

/** What upstream says about a bug: `k/k#125880`. */
export function issueOf(bug: BugName): string {
  return `k/k#${BUGS[bug].issue}`;
}

/** The versions of a range that rules look at: its ends, and the newest patch of every minor in between. */
function kubeletsIn({ oldest, newest }: KubeletRange): readonly string[] {
  const from = parseVersion(oldest)?.minor ?? 0;
  const to = parseVersion(newest)?.minor ?? 0;
  const between = Array.from({ length: Math.max(0, to - from - 1) }, (_, i) => `1.${from + 1 + i}`);
  return oldest === newest ? [oldest] : [oldest, ...between, newest];
}

type Version = NonNullable<ReturnType<typeof parseVersion>>;

function isOlder(a: Version, b: Version): boolean {
  return a.minor < b.minor || (a.minor === b.minor && a.patch < b.patch);
}

function bare(version: string): string {
  return version.replace(/^v/, '');
}
