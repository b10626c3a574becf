import { endedWithPod } from '../life/anew.ts';
import type { Attempt } from '../life/attempt.ts';
import type { ContainerLife, PodLife } from '../life/life.ts';
import { stopOf } from '../life/stop.ts';
import { times } from '../words/enumerate.ts';
import { sayDuration } from '../words/say-duration.ts';
import { timesOut } from './times-out.ts';

/** How one attempt ended, where that was this container's own matter and not the whole pod's. */
export interface Outcome {
  /** Outcomes with the same key are told as one. */
  readonly key: string;
  /** `app exits with 1` */
  readonly text: string;
  /** The same as something that keeps happening: `app exits with 1 after every start`. */
  readonly always: string;
  readonly level: 'normal' | 'warning';
}

/** Tells how an attempt ended; undefined while it runs, and where the pod's stop tells it. */
export function outcomeOf(life: PodLife, container: ContainerLife, attempt: Attempt): Outcome | undefined {
  const stop = stopOf(life, container, attempt);
  if (
    !attempt.end ||
    stop?.why === 'pod' ||
    (!stop && attempt.end.by === 'kill' && endedWithPod(life, container, attempt))
  )
    return undefined;
  const { name } = container.container;
  const after = endingOf(attempt);
  switch (stop?.why) {
    case 'startupProbe':
    case 'livenessProbe': {
      const kind = stop.why === 'startupProbe' ? 'startup' : 'liveness';
      const failures = container.container.probes[kind]?.failureThreshold ?? 1;
      const late = timesOut(life, container, kind);
      const often = failures === 1 ? 'fails' : `has failed ${times(failures)} in a row`;
      return {
        key: stop.why,
        text: `the ${kind} probe of ${name} ${often}${late}: ${name} is stopped${after}`,
        always: `the ${kind} probe of ${name} fails after every start${late}, and ${name} is stopped${after}`,
        level: 'warning',
      };
    }
    case 'postStartFailed':
      return {
        key: stop.why,
        text: `the postStart hook of ${name} fails: ${name} is stopped${after}`,
        always: `the postStart hook of ${name} fails after every start, and ${name} is stopped${after}`,
        level: 'warning',
      };
    case 'imageChanged':
      return same(stop.why, `${name} is stopped, because its image was changed${after}`, 'normal');
    case 'restartAll':
      // That all are stopped is told where one of them asks for it.
      return after === '' ? undefined : same(stop.why, `${name} is stopped${after}`, 'normal');
    case 'unknown':
      return same(stop.why, `${name} is stopped${after}`, 'warning');
    default:
      return byItself(container, attempt);
  }
}

function byItself({ container }: ContainerLife, { end }: Attempt): Outcome | undefined {
  if (!end) return undefined;
  const { name, kind } = container;
  if (end.by === 'kill') return same('killed', `${name} is killed from outside (exit ${end.code})`, 'warning');
  if (kind === 'init' && end.code === 0) return undefined;
  const verb = kind === 'init' ? 'fails' : 'exits';
  return {
    key: `exit ${end.code}`,
    text: `${name} ${verb} with ${end.code}`,
    always: `${name} ${verb} with ${end.code} after every start`,
    level: end.code === 0 && kind === 'main' ? 'normal' : 'warning',
  };
}

/** What came of the stop signal, where that took time. */
function endingOf({ term, end }: Attempt): string {
  if (!end || term === undefined) return '';
  const took = end.at - term;
  if (end.by === 'kill') return `, and gets SIGKILL ${sayDuration(took)} after SIGTERM`;
  return took < 200 ? '' : `, and ends ${sayDuration(took)} after SIGTERM`;
}

function same(key: string, text: string, level: Outcome['level']): Outcome {
  return { key, text, always: `${text}, again and again`, level };
}
