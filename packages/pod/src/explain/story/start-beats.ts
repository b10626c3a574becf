import { endedWithPod } from '../life/anew.ts';
import type { Attempt } from '../life/attempt.ts';
import type { ContainerLife, PodLife } from '../life/life.ts';
import { enumerate, plural } from '../words/enumerate.ts';
import { sayDuration } from '../words/say-duration.ts';
import { type Beat, ORDER } from './beat.ts';

/** First starts, and starts anew after the whole pod went down: what lets each container start, and what then waits. */
export function startBeats(life: PodLife): readonly Beat[] {
  const starts = life.containers
    .filter(({ container }) => container.kind !== 'ephemeral')
    .flatMap((container) => container.attempts.flatMap((attempt, i) => asStart(life, container, { attempt, i })))
    .sort((a, b) => a.attempt.start - b.attempt.start || a.attempt.container.index - b.attempt.container.index);
  return [...groups(starts).map(toBeat), ...starts.flatMap((start) => waitBeats(life, start)), ...ephemeralBeats(life)];
}

interface Start {
  readonly attempt: Attempt;
  readonly again: boolean;
  /** What had to be over first; empty for the first container. `follows` = nothing was waited for. */
  readonly reason: string;
  readonly follows: boolean;
}

function asStart(
  life: PodLife,
  container: ContainerLife,
  { attempt, i }: { readonly attempt: Attempt; readonly i: number },
): readonly Start[] {
  const before = container.attempts[i - 1];
  if (before && !isAnew(life, container, before)) return [];
  const gate = gateBefore(life, container);
  const reason = hookBefore(life, container, attempt) || (gate ? gateReason(gate, attempt.start) : '');
  const follows = gate !== undefined && reason === '';
  return [{ attempt, again: i > 0, reason, follows }];
}

/** Did the whole pod go down in between? Otherwise it is a restart of this container alone. */
function isAnew(life: PodLife, container: ContainerLife, before: Attempt): boolean {
  if (!before.end || (container.container.kind === 'init' && before.end.code === 0)) return true;
  return endedWithPod(life, container, before);
}

/** The entry that a container has to wait for: the one before it in the list, or the last one before the mains. */
function gateBefore(life: PodLife, { container }: ContainerLife): ContainerLife | undefined {
  const inits = life.containers.filter((c) => c.container.kind === 'init' || c.container.kind === 'sidecar');
  if (container.kind === 'main') return inits.at(-1);
  return inits.findLast((c) => c.container.index < container.index);
}

/** Main containers start one after another: the postStart hook of one holds the next. */
function hookBefore(life: PodLife, { container }: ContainerLife, { start }: Attempt): string {
  const before = life.containers.find((c) => c.container.index === container.index - 1);
  if (container.kind !== 'main' || before?.container.kind !== 'main' || !before.container.hooks.postStart) return '';
  const attempt = before.attempts.findLast((a) => a.start <= start);
  return attempt && start - attempt.start >= SAME ? `the postStart hook of ${before.container.name} has ended` : '';
}

function gateReason({ container, attempts }: ContainerLife, at: number): string {
  const attempt = attempts.findLast((a) => a.start <= at);
  if (!attempt) return '';
  const { name, kind, probes, hooks } = container;
  if (kind === 'init') return attempt.end?.code === 0 ? `${name} has finished` : '';
  if (attempt.end && attempt.end.at <= at) return '';
  if (probes.startup) {
    const runs = attempt.probes.filter((run) => run.kind === 'startup' && run.at <= at);
    if (!runs.some((run) => run.ok)) return '';
    const tries = runs.findIndex((run) => run.ok) + 1;
    return `${name} is started (its startup probe succeeded${tries > 1 ? ` at try ${tries}` : ''})`;
  }
  return hooks.postStart && at > attempt.start ? `the postStart hook of ${name} has ended` : '';
}

/** Containers that start together for the same reason are told together. */
function groups(starts: readonly Start[]): readonly (readonly Start[])[] {
  const groups: Start[][] = [];
  for (const start of starts) {
    const group = groups.at(-1);
    const [first, last] = [group?.[0], group?.at(-1)];
    const near = last && start.attempt.start - last.attempt.start <= (start.follows ? FOLLOWS : SAME);
    const alike = first && first.again === start.again && (start.follows || first.reason === start.reason);
    if (group && near && alike) group.push(start);
    else groups.push([start]);
  }
  return groups;
}

/** A sidecar without a startup probe holds the next container back for a relist at most, about 1 s. */
const FOLLOWS = 1600;
const SAME = 200;

function toBeat(group: readonly Start[]): Beat {
  const first = group[0] as Start;
  const { reason, again } = first;
  const at = first.attempt.start;
  const leaders = group.filter((start) => start === first || (!start.follows && start.reason === reason));
  const followers = group.filter((start) => !leaders.includes(start));
  const names = leaders.map(nameOf);
  const starts = `${enumerate(names)} ${plural(names, 'starts', 'start')}${again ? ' again' : ''}`;
  const text = `${reason === '' ? starts : `${capital(reason)}, so ${starts}`}${followers.length > 0 ? followText(followers, at) : ''}.`;
  return { at, order: ORDER.start, text, level: 'normal', containers: group.map(nameOf) };
}

function followText(followers: readonly Start[], at: number): string {
  const names = followers.map(nameOf);
  const span = (followers.at(-1)?.attempt.start ?? at) - at;
  const when = span < 100 ? 'at once' : `within ${sayDuration(span)}`;
  return `; ${enumerate(names)} ${plural(names, 'follows', 'follow')} ${when}: there is no startup probe to wait for`;
}

/** What waits from now on, because this container has to get somewhere first. */
function waitBeats(life: PodLife, { attempt }: Start): readonly Beat[] {
  const { container, start } = attempt;
  if (container.kind === 'main') return [];
  const waiting = life.containers.filter(
    (c) => c.container.index > container.index && c.container.kind !== 'ephemeral' && isDown(c, start),
  );
  const why = waitReason(attempt);
  const [next] = waiting;
  const nextStart = next?.attempts.find((a) => a.start >= start)?.start ?? Number.POSITIVE_INFINITY;
  if (!next || why === '' || nextStart - start < SAME) return [];
  const names = waiting.map((c) => c.container.name);
  const text = `${enumerate(names)} ${plural(names, 'waits', 'wait')}${why}.`;
  return [{ at: start, order: ORDER.wait, text, level: 'normal', containers: names }];
}

function waitReason({ container }: Attempt): string {
  const { name, kind, probes, hooks } = container;
  if (kind === 'init') return ` until ${name} has finished`;
  if (hooks.postStart) return ` for the postStart hook${probes.startup ? ' and the startup probe' : ''} of ${name}`;
  return probes.startup ? `: ${name} has a startup probe` : '';
}

function isDown({ attempts }: ContainerLife, at: number): boolean {
  const last = attempts.findLast((a) => a.start <= at);
  return !last || (last.end !== undefined && last.end.at <= at);
}

function ephemeralBeats({ containers }: PodLife): readonly Beat[] {
  return containers.flatMap(({ container, attempts: [first] }) => {
    if (container.kind !== 'ephemeral' || !first) return [];
    const { name } = container;
    const text = `The ephemeral container ${name} starts.`;
    return [{ at: first.start, order: ORDER.start, text, level: 'normal' as const, containers: [name] }];
  });
}

function nameOf({ attempt }: Start): string {
  return attempt.container.name;
}

/** Sentences begin with a capital; names of containers stay as they are. */
function capital(reason: string): string {
  return reason.startsWith('the ') ? `T${reason.slice(1)}` : reason;
}
