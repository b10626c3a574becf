import { endedWithPod } from '../life/anew.ts';
import type { Attempt } from '../life/attempt.ts';
import type { ContainerLife, PodLife } from '../life/life.ts';
import { type Pause, pauseAfter } from '../life/pause.ts';
import { wouldRestart } from '../life/policy.ts';
import { enumerate, times } from '../words/enumerate.ts';
import { sayDuration } from '../words/say-duration.ts';
import { type Beat, ORDER } from './beat.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { stayDownReason } from './stay-down-reason.ts';

/** How containers ended, whether and when each started again; what keeps repeating is told once. */
export function restartBeats(life: PodLife): readonly Beat[] {
  return life.containers.flatMap((container) => {
    const beats: Beat[] = [];
    for (const run of runsOf(life, container)) {
      beats.push(run.ends.length >= FOLD ? loopBeat(life, container, run) : onceBeat(life, container, run));
      const back = backBeat(life, container, run);
      if (back) beats.push(back);
    }
    return beats;
  });
}

/** So many ends of the same kind in a row are told in one go. */
const FOLD = 3;

/** Ends of the same kind, one after another. */
interface Run {
  readonly outcome: Outcome;
  readonly ends: readonly End[];
  /** Place of the last attempt in the container's life. */
  readonly last: number;
}

interface End {
  readonly attempt: Attempt;
  readonly pause: Pause;
}

function runsOf(life: PodLife, container: ContainerLife): readonly Run[] {
  const runs: { outcome: Outcome; ends: End[]; last: number }[] = [];
  for (const [index, attempt] of container.attempts.entries()) {
    const outcome = outcomeOf(life, container, attempt);
    const pause = pauseAfter(life, container, index);
    if (!outcome || !pause) continue;
    const end = { attempt, pause };
    const before = runs.at(-1);
    if (before && before.outcome.key === outcome.key && before.last === index - 1) {
      before.ends.push(end);
      before.last = index;
    } else runs.push({ outcome, ends: [end], last: index });
  }
  // Two of a kind are told one by one.
  return runs.flatMap((run) => (run.ends.length >= FOLD ? [run] : single(run)));
}

function single(run: Run): readonly Run[] {
  const first = run.last - run.ends.length + 1;
  return run.ends.map((end, i) => ({ outcome: run.outcome, ends: [end], last: first + i }));
}

function onceBeat(life: PodLife, container: ContainerLife, { outcome, ends }: Run): Beat {
  const { attempt, pause } = ends[0] as End;
  const { name } = container.container;
  const text = `${outcome.text}${consequence(life, container, attempt, pause)}.`;
  return { at: pause.from, order: ORDER.end, text: begin(text, name), level: outcome.level, containers: [name] };
}

function consequence(life: PodLife, container: ContainerLife, attempt: Attempt, pause: Pause): string {
  const { name, kind } = container.container;
  if (endedWithPod(life, container, attempt)) return attempt.term === undefined ? RESTART_ALL : '';
  const always = kind === 'sidecar' && attempt.term === undefined ? ', as a sidecar always is' : '';
  if (pause.to === undefined) {
    if (life.deletedAt !== undefined && wouldRestart(life, container, attempt.end?.code ?? 0)) return '';
    if (pause.backOff) return `; back-off: the next start is due at ${sayDuration(pause.from + (pause.wait ?? 0))}`;
    return stayDownReason(life, container, attempt);
  }
  const gap = pause.to - pause.from;
  if (pause.backOff)
    return `; it starts again after a back-off of ${sayDuration(pause.wait ?? gap)}, at ${sayDuration(pause.to)}`;
  if (gap < AT_ONCE) return `, and is started again at once${always}`;
  const blocker = blockerOf(life, pause.to);
  if (blocker && blocker !== name)
    return `; it has to wait until ${blocker} is started, and starts again at ${sayDuration(pause.to)}`;
  return `; it starts again at ${sayDuration(pause.to)}${always}`;
}

const RESTART_ALL =
  '; the rule for this code is RestartAllContainers: all are stopped without grace or preStop, and start anew';

/** What a relist, a new process and the like may take. */
const AT_ONCE = 1600;

/** A sidecar whose startup probe succeeded just then: mains that ended wait for the last of them. */
function blockerOf(life: PodLife, at: number): string | undefined {
  const sidecar = life.containers.find(
    ({ container, attempts }) =>
      container.kind === 'sidecar' &&
      attempts.some(({ probes }) =>
        probes.some((run) => run.kind === 'startup' && run.ok && Math.abs(run.at - at) < 500),
      ),
  );
  return sidecar?.container.name;
}

function loopBeat(life: PodLife, container: ContainerLife, { outcome, ends }: Run): Beat {
  const { name } = container.container;
  const first = ends[0] as End;
  const last = ends.at(-1) as End;
  const pauses = ends.map((end) => end.pause).filter((pause) => pause.to !== undefined);
  const text = `${outcome.always}. ${waits(pauses)}${starts(pauses)}${openEnd(life, container, last)}.`;
  return { at: first.pause.from, order: ORDER.end, text: begin(text, name), level: outcome.level, containers: [name] };
}

/** `It is started again twice at once, then after back-offs of 10 s, 20 s and 40 s` */
function waits(pauses: readonly Pause[]): string {
  const lengths = pauses.filter((pause) => pause.backOff).map((pause) => pause.wait ?? 0);
  const atOnce = pauses.length - lengths.length;
  const once = atOnce === 0 ? '' : atOnce === 1 ? 'at once' : `${times(atOnce)} at once`;
  if (lengths.length === 0) return `It is started again ${once}`;
  const growing = lengths.filter((length, i) => length !== lengths[i - 1]);
  const steady = lengths.length - growing.length;
  const last = sayDuration(lengths.at(-1) ?? 0);
  const list =
    steady === 0
      ? enumerate(growing.map(sayDuration), 9)
      : growing.length === 1
        ? `${last} each`
        : `${growing.slice(0, -1).map(sayDuration).join(', ')}, and from then on ${last} each`;
  const waits = lengths.length === 1 ? 'a back-off' : 'back-offs';
  return `It is started again ${once}${once ? ', then ' : ''}after ${waits} of ${list}`;
}

function starts(pauses: readonly Pause[]): string {
  const at = pauses.map((pause) => sayDuration(pause.to ?? 0));
  if (pauses.length <= 6) return `: at ${enumerate(at)}`;
  return ` (${pauses.length} restarts, the last at ${at.at(-1)})`;
}

function openEnd(life: PodLife, container: ContainerLife, { attempt, pause }: End): string {
  if (pause.to !== undefined || life.deletedAt !== undefined) return '';
  if (pause.backOff) return `; the next start is due at ${sayDuration(pause.from + (pause.wait ?? 0))}`;
  return wouldRestart(life, container, attempt.end?.code ?? 0) ? '' : '; then it stays down';
}

/** A container that had to wait is there again, and this time it stays until the pod is stopped or the play ends. */
function backBeat(life: PodLife, container: ContainerLife, { ends, last }: Run): Beat | undefined {
  const next = container.attempts[last + 1];
  const pause = ends.at(-1)?.pause;
  if (!next || !pause || next.start - pause.from < AT_ONCE || outcomeOf(life, container, next)) return undefined;
  if (container.container.kind === 'init' || endedWithPod(life, container, ends.at(-1)?.attempt ?? next))
    return undefined;
  const { name } = container.container;
  const text = `${name} starts again (restart ${last + 1}) and runs on.`;
  return { at: next.start, order: ORDER.start, text, level: 'normal', containers: [name] };
}

/** Sentences begin with a capital, but names of containers stay as they are. */
function begin(text: string, name: string): string {
  return text.startsWith(name) ? text : `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
