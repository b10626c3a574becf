import type { Attempt } from './attempt.ts';
import { between } from './by-time.ts';
import type { ContainerLife, PodLife } from './life.ts';

/** Why and when the kubelet began to stop one attempt of a container. */
export interface Stop {
  readonly at: number;
  readonly why: StopReason;
}

/** The reasons for which a kubelet stops a container that runs. `pod` = the whole pod is being stopped. */
type StopReason =
  | 'pod'
  | 'startupProbe'
  | 'livenessProbe'
  | 'imageChanged'
  | 'postStartFailed'
  | 'restartAll'
  | 'unknown';

/** When and why an attempt was stopped; undefined when it never was, however it ended. */
export function stopOf(life: PodLife, { container, killings }: ContainerLife, attempt: Attempt): Stop | undefined {
  const until = attempt.end?.at ?? life.timeline.end;
  const killing = between(killings, attempt.start, until).findLast((event) => isNews(event.at));
  if (killing) return { at: killing.at, why: reasonIn(killing.message, `Stopping container ${container.name}`) };
  const { deletedAt } = life;
  const deleted = deletedAt !== undefined && deletedAt >= attempt.start;
  if (deleted && (deletedAt < until || (attempt.term ?? -1) >= deletedAt)) return { at: deletedAt, why: 'pod' };
  if (attempt.term === undefined) return undefined;
  // The recorder drops Events of a pod that says too much; then the probes themselves tell.
  const began = attempt.hooks.find((hook) => hook.kind === 'preStop')?.from ?? attempt.term;
  return { at: began, why: failedProbe(attempt, began) };

  /** An Event at the very start belongs to the attempt before, which was stopped to make room for this one. */
  function isNews(at: number): boolean {
    return at > attempt.start || attempt.term === at || attempt.end?.at === at;
  }
}

function reasonIn(message: string, stopping: string): StopReason {
  if (message === stopping) return 'pod';
  if (message.includes('failed startup probe')) return 'startupProbe';
  if (message.includes('failed liveness probe')) return 'livenessProbe';
  if (message.includes('definition changed')) return 'imageChanged';
  if (message === 'FailedPostStartHook') return 'postStartFailed';
  return message === 'killing' ? 'restartAll' : 'unknown';
}

function failedProbe(attempt: Attempt, at: number): StopReason {
  for (const kind of ['startup', 'liveness'] as const) {
    const probe = attempt.container.probes[kind];
    const runs = attempt.probes.filter((run) => run.kind === kind && run.at <= at);
    const last = probe && runs.slice(-probe.failureThreshold);
    if (last && last.length === probe.failureThreshold && last.every((run) => !run.ok)) return `${kind}Probe`;
  }
  return 'unknown';
}
