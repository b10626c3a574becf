import type { PodStop, Stopped } from '../life/pod-stops.ts';
import { enumerate, plural } from '../words/enumerate.ts';
import { sayDuration } from '../words/say-duration.ts';
import { type Beat, ORDER } from './beat.ts';
import { endsAtOnce, MOMENT, nameOf, signalText } from './stop-signals.ts';

/** Everything after the first moment of a stop: who ended, who got a signal then and why. */
export function stopCourse(stop: PodStop): readonly Beat[] {
  const times = stop.stopped.flatMap(({ term, attempt }) => [term, attempt.end?.at]).filter((at) => at !== undefined);
  const moments: number[] = [];
  for (const at of times.sort((a, b) => a - b)) {
    const before = moments.at(-1);
    if (before === undefined || at - before >= MOMENT) moments.push(at);
  }
  const over = moments.find((at) => isOver(stop, at));
  return moments.flatMap((at) => momentBeat(stop, { at, isFirstLate: at === over }) ?? []);
}

/** Is the grace period over? A kill may come later still, because everybody gets two seconds. */
function isOver({ at: began, grace }: PodStop, at: number): boolean {
  return grace !== undefined && at - began >= grace - MOMENT;
}

function momentBeat(
  stop: PodStop,
  { at, isFirstLate }: { readonly at: number; readonly isFirstLate: boolean },
): Beat | undefined {
  const isNow = (time: number | undefined) => time !== undefined && time >= at && time < at + MOMENT;
  const signalled = stop.stopped.filter(({ term }) => isNow(term) && (term ?? 0) - stop.at >= MOMENT);
  const ended = stop.stopped.filter((one) => isNow(one.attempt.end?.at) && !endsAtOnce(one));
  const killed = ended.filter(({ attempt }) => attempt.end?.by === 'kill');
  if (signalled.length + ended.length === 0) return undefined;
  const late = isOver(stop, at);
  const forced = killed.length > 0 || (late && signalled.length > 0);
  const parts = [
    forced && isFirstLate ? `The grace period of ${sayDuration(stop.grace ?? 0)} is over.` : '',
    endsText(stop, ended),
    late ? lateSignals(signalled) : timelySignals(signalled, ended.length > 0),
  ];
  const text = parts.filter((part) => part !== '').join(' ');
  const containers = [...new Set([...ended, ...signalled].map(nameOf))];
  return { at, order: ORDER.stop, text, level: forced ? 'warning' : 'normal', containers };
}

/** Those that end in the same way are told together. */
function endsText(stop: PodStop, ended: readonly Stopped[]): string {
  const names = new Map<string, string[]>();
  for (const one of ended) {
    const way = wayOf(stop, one);
    names.set(way, [...(names.get(way) ?? []), nameOf(one)]);
  }
  return [...names].map(([way, who]) => `${enumerate(who)} ${who.length === 1 ? way : many(way)}.`).join(' ');
}

function wayOf(stop: PodStop, { attempt: { end }, term }: Stopped): string {
  if (!end) return '';
  const took = end.at - (term ?? stop.at);
  if (end.by === 'kill') return `has not ended ${sayDuration(took)} after SIGTERM and gets SIGKILL`;
  const code = end.code === 0 ? '' : ` with ${end.code}`;
  if (end.by === 'itself') return `ends by itself${code} before it gets a signal`;
  return `ends${code}${took < MOMENT ? '' : `, ${sayDuration(took)} after SIGTERM`}`;
}

function many(way: string): string {
  return way
    .replace('has not', 'have not')
    .replace('and gets', 'and get')
    .replace(/^ends by itself(.*) before it gets/, 'end by themselves$1 before they get')
    .replace(/^ends/, 'end');
}

/** Nobody has to be waited for any more, because the time is up. */
function lateSignals(signalled: readonly Stopped[]): string {
  if (signalled.length === 0) return '';
  const names = enumerate(signalled.map(nameOf));
  const together = signalled.length > 1 ? ' together' : '';
  if (signalled.every(endsAtOnce))
    return `${names} ${plural(signalled, 'gets', 'get')} SIGTERM${together} and ${plural(signalled, 'ends', 'end')} at once.`;
  return `${names} ${plural(signalled, 'gets', 'get')} SIGTERM${together}, and SIGKILL 2 s later if need be.`;
}

/** A preStop hook has ended, or the turn has come. */
function timelySignals(signalled: readonly Stopped[], someEnded: boolean): string {
  const hooked = signalled.filter(
    ({ preStop, term }) => preStop?.to !== undefined && Math.abs((term ?? 0) - preStop.to) < MOMENT,
  );
  const turn = signalled.filter((one) => !hooked.includes(one));
  const parts = [hooked.length > 0 ? hookedText(hooked) : ''];
  if (turn.length > 0) parts.push(signalText(turn, someEnded || hooked.length > 0 ? 'Then ' : 'Now '));
  return parts.filter((part) => part !== '').join(' ');
}

function hookedText(hooked: readonly Stopped[]): string {
  const failed = hooked.filter(({ preStop }) => !preStop?.ok);
  const ended =
    failed.length === hooked.length
      ? plural(hooked, 'has failed', 'have failed')
      : plural(hooked, 'has ended', 'have ended');
  const hooks = plural(hooked, 'The preStop hook', 'The preStop hooks');
  return `${hooks} of ${enumerate(hooked.map(nameOf))} ${ended}. ${signalText(hooked)}`;
}
