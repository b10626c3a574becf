import type { Behaviour, Happening } from '@outrigger/pod';
import type { ContainerChange, LifeChanges } from './life-flags.ts';

/** The containers of one pod: name -> image and probes. */
export type ContainerNames = ReadonlyMap<string, { readonly image: string }>;

/** The behaviour after the flags have had their say; containers of other pods are passed over. */
export function changeBehaviour(
  behaviour: Readonly<Record<string, readonly Behaviour[]>>,
  changes: readonly ContainerChange[],
): Readonly<Record<string, readonly Behaviour[]>> {
  const changed: Record<string, readonly Behaviour[]> = { ...behaviour };
  for (const change of changes) {
    const attempts = changed[change.container];
    if (attempts) changed[change.container] = changeAttempts(attempts, change);
  }
  return changed;
}

function changeAttempts(attempts: readonly Behaviour[], change: ContainerChange): readonly Behaviour[] {
  switch (change.change) {
    case 'crash': {
      const crashes = (attempt: Behaviour): Behaviour => ({ ...attempt, run: change.after, exit: change.code });
      if (change.loop) return attempts.map(crashes);
      const [first] = attempts;
      return first ? [crashes(first), ...(attempts.length > 1 ? attempts.slice(1) : attempts)] : attempts;
    }
    case 'probeFails': {
      const { kind, from } = change;
      return attempts.map((attempt) => {
        const probe = attempt.probes[kind] ?? SUCCEEDS;
        const fails = from === undefined ? { ...probe, never: true } : { ...probe, failAfter: from };
        return { ...attempt, probes: { ...attempt.probes, [kind]: fails } };
      });
    }
    case 'ignoreTerm':
      return attempts.map((attempt) => ({ ...attempt, onTerm: { ...attempt.onTerm, ignore: true } }));
  }
}

const SUCCEEDS = { succeedAfter: 0, failAfter: Number.POSITIVE_INFINITY, never: false, takes: 0, lingers: false };

/** What the flags do to the pod, on top of what is done already, in order of time. */
export function changeTimeline(
  timeline: readonly Happening[],
  changes: LifeChanges,
  containers: ContainerNames,
): readonly Happening[] {
  const { deletion, graceSeconds, evictAt, reboots, kubeletRestarts, images } = changes;
  const added: readonly Happening[] = [
    ...reboots.flatMap((at) => [
      { at, does: 'crash', what: 'everything' } as const,
      { at, does: 'restartKubelet' } as const,
    ]),
    ...kubeletRestarts.map((at) => ({ at, does: 'restartKubelet' }) as const),
    ...images
      .filter(({ container }) => containers.has(container))
      .map((change) => ({ ...change, does: 'setImage' }) as const),
    ...(evictAt === undefined ? [] : [{ at: evictAt, does: 'evict', graceSeconds } as const]),
    ...(typeof deletion === 'object' ? [{ at: deletion.at, does: 'delete', graceSeconds } as const] : []),
  ];
  return [...timeline, ...added].sort((a, b) => a.at - b.at);
}

/** Says which images cannot be had: those named, and those of the containers named. */
export function missingImages(changes: LifeChanges, containers: ContainerNames): (image: string) => boolean {
  const missing = new Set(changes.missingImages.map((name) => containers.get(name)?.image ?? name));
  return (image) => missing.has(image);
}
