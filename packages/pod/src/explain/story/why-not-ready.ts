import { type ContainerLife, type PodLife, shownAt } from '../life/life.ts';
import { pauseAfter } from '../life/pause.ts';
import { sayDuration } from '../words/say-duration.ts';
import { timesOut } from './times-out.ts';

/** Why a pod that was left running is not Ready: one reason per container that is to blame. */
export function whyNotReady(life: PodLife): {
  readonly reasons: readonly string[];
  readonly containers: readonly string[];
} {
  const blocker = initBlocker(life);
  const blamed = blocker ? [blocker] : life.containers.filter((c) => isCounted(c) && !isReady(life, c));
  const told = blamed.map((container) => ({ container, reason: reasonFor(life, container, container === blocker) }));
  const gates = blamed.length === 0 ? readinessGates(life) : [];
  return {
    reasons: [...told.map(({ reason }) => reason), ...gates],
    containers: told.map(({ container }) => container.container.name),
  };
}

/** The init container or sidecar at which the start of the pod hangs. */
function initBlocker(life: PodLife): ContainerLife | undefined {
  if (life.containers.some(({ container, attempts }) => container.kind === 'main' && attempts.length > 0))
    return undefined;
  return life.containers.find((c) => {
    const { kind } = c.container;
    if (kind === 'sidecar') return !shownAt(c, life.timeline.end)?.started;
    return kind === 'init' && c.attempts.at(-1)?.end?.code !== 0;
  });
}

function isCounted({ container }: ContainerLife): boolean {
  return container.kind === 'main' || container.kind === 'sidecar';
}

function isReady(life: PodLife, container: ContainerLife): boolean {
  return shownAt(container, life.timeline.end)?.ready ?? false;
}

function reasonFor(life: PodLife, container: ContainerLife, blocks: boolean): string {
  const { container: c, attempts } = container;
  const { name, probes, kind } = c;
  const last = attempts.at(-1);
  const held = blocks ? ', so no app container has started' : '';
  const state = shownAt(container, life.timeline.end)?.state;
  if (state?.is === 'waiting' && state.reason.includes('Image')) return `the image of ${name} cannot be had${held}`;
  if (!last) return `${name} has not been started`;
  const pause = pauseAfter(life, container, attempts.length - 1);
  if (pause?.backOff) return `${name} is in back-off until ${sayDuration(pause.from + (pause.wait ?? 0))}${held}`;
  if (last.end) {
    if (kind === 'main' && last.end.code === 0) return `${name} has finished`;
    return `${name} is down after exit ${last.end.code}${held}`;
  }
  const neverOk = (probe: 'startup' | 'readiness') => !last.probes.some((run) => run.kind === probe && run.ok);
  if (probes.startup && neverOk('startup'))
    return `the startup probe of ${name} has not succeeded${timesOut(life, container, 'startup')}${held}`;
  if (kind === 'init') return `${name} has not finished${held}`;
  if (probes.readiness)
    return `the readiness probe of ${name} ${neverOk('readiness') ? 'has not succeeded' : 'fails'}${timesOut(life, container, 'readiness')}`;
  return `${name} is not ready`;
}

function readinessGates({ pod }: PodLife): readonly string[] {
  return (pod?.readinessGates ?? []).map((gate) => `nobody has set the readiness gate ${gate}`);
}
