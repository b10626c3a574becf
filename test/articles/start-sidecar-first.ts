import { join, resolve } from 'node:path';
import { assumeLife, kubeletOf, loadWorkloads, play, type Timeline } from './door.ts';
import { first, starts } from './play-pod.ts';

/** One row of the article's table, as the engine fills it in. */
export interface TableRow {
  readonly means: string;
  readonly startsBefore: boolean;
  /** The app starts only when what is asked of the sidecar has come true. */
  readonly appWaits: boolean;
  readonly ifItFails: string;
}

const examples = resolve(import.meta.dirname, '../../examples/start-sidecar-first');

/** For each means: an example in which it holds the app back if it can, and one in which it fails. */
const MEANS: readonly (readonly [means: string, slow: string, failing: string])[] = [
  ['readinessProbe', 'readiness-always-fails', 'readiness-always-fails'],
  ['livenessProbe', 'liveness-alone', 'liveness-alone'],
  ['startupProbe', 'startup-takes-15s', 'startup-times-out'],
  ['postStart', 'post-start', 'post-start-fails'],
];

/** The table of the article "Start Sidecar First", from plays of the examples. */
export async function startSidecarFirst(): Promise<readonly TableRow[]> {
  const rows = MEANS.map(async ([means, slow, failing]) => {
    const [waiting, failed] = [await playExample(slow), await playExample(failing)];
    const [sidecar, app] = [first(waiting, 'sidecar', 'start'), first(waiting, 'app', 'start')];
    const order = waiting.log.filter(({ what }) => what === 'start').map(({ container }) => container);
    return {
      means,
      startsBefore: order[0] === 'sidecar',
      appWaits: app - sidecar >= 15,
      ifItFails: tellFailure(failed),
    };
  });
  return Promise.all(rows);
}

/** Plays an example as `outrigger explain` does when no flag says otherwise. */
async function playExample(name: string): Promise<Timeline> {
  const { workloads } = await loadWorkloads([join(examples, `${name}.yaml`)]);
  const kubelet = kubeletOf('1.36.2');
  const [workload] = workloads;
  if (!workload || !kubelet) throw new Error(`no example ${name}`);
  const { pod, kind } = workload;
  const life = assumeLife(pod, { kind, kubelet });
  return play({ name, description: '', pod, missingImages: () => false, ...life }, kubelet);
}

function tellFailure(timeline: Timeline): string {
  const runs = starts(timeline, 'app') > 0;
  const restarts = starts(timeline, 'sidecar') > 1;
  const wasReady = timeline.status.some(({ status }) => status?.conditions.some((c) => c.type === 'Ready' && c.status));
  return [
    runs ? 'the app starts all the same' : 'the app never starts',
    restarts ? 'the sidecar is restarted, again and again' : 'the sidecar is left alone',
    ...(runs && !wasReady ? ['the pod stays at 1/2'] : []),
  ].join('; ');
}
