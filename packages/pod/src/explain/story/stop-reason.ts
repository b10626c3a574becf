import type { PodLife } from '../life/life.ts';
import type { PodStop, Stopped } from '../life/pod-stops.ts';
import { enumerate, plural } from '../words/enumerate.ts';
import { sayDuration } from '../words/say-duration.ts';

/** Why the whole pod is being stopped, as a sentence. */
export function stopReason(life: PodLife, { why, grace, stopped, at }: PodStop): string {
  const time = grace === undefined ? '' : ` of ${sayDuration(grace)}`;
  switch (why) {
    case 'deleted':
      return `The pod is deleted${grace === undefined ? '' : ` with a grace period${time}`}.${stopped.length === 0 ? idle(life, at) : ''}`;
    case 'evicted':
      return 'The pod is evicted: everything that runs is stopped.';
    case 'deadline': {
      const seconds = life.pod?.activeDeadlineSeconds;
      const length = seconds === undefined ? '' : ` (${sayDuration(seconds * 1000)})`;
      return `activeDeadlineSeconds${length} is over: the pod is to fail, and everything that runs is stopped.`;
    }
    case 'sandbox':
      return `${life.scenario ? 'E' : 'The sandbox of the pod is gone: e'}verything that still runs is stopped, and all starts anew in another sandbox.`;
    case 'initFailed':
      return 'Everything else is stopped.';
    case 'finished':
      return finished(stopped);
  }
}

/** A deletion that has nobody to stop. */
function idle({ containers }: PodLife, at: number): string {
  const running = containers.some(({ attempts }) => attempts.some((a) => a.start <= at && (a.end?.at ?? at + 1) > at));
  return running ? ' It is being stopped already.' : ' No container runs that would have to be stopped.';
}

function finished(stopped: readonly Stopped[]): string {
  const names = stopped.map(({ attempt }) => attempt.container.name);
  return `No app container is left to run, so ${enumerate(names)} ${plural(names, 'is', 'are')} stopped.`;
}
