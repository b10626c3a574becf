import { BUGS, NEWEST_MINOR, OLDEST_MINOR } from '@outrigger/pod';

/** The oldest and the newest minor whose kubelets are known, such as `1.27`. */
export const OLDEST: string = `1.${OLDEST_MINOR}`;
/** See {@link OLDEST}. */
export const NEWEST: string = `1.${NEWEST_MINOR}`;

/** Versions worth offering: every minor, and the patches on both sides of a fix. */
export function knownVersions(): readonly string[] {
  const patches = new Map<number, Set<number>>();
  for (let minor = OLDEST_MINOR; minor <= NEWEST_MINOR; minor++) patches.set(minor, new Set());
  for (const { affected } of Object.values(BUGS)) {
    for (const [minor, , fixed] of affected) {
      if (!Number.isFinite(fixed) || fixed < 1) continue;
      patches
        .get(minor)
        ?.add(fixed - 1)
        .add(fixed);
    }
  }
  return [...patches].flatMap(([minor, known]) => [
    `1.${minor}`,
    ...[...known].sort((a, b) => a - b).map((patch) => `1.${minor}.${patch}`),
  ]);
}
