import type { LogEntry, PodEvent, Scenario, StatusEntry, Timeline } from '@outrigger/pod';

/** A Scenario and what became of it. */
export interface Life {
  readonly scenario: Scenario;
  readonly timeline: Timeline;
}

/** A point in a life: when, and its place in the list it was read from. */
export interface Moment {
  readonly at: number;
  readonly source: 'log' | 'status' | 'events' | 'timeline';
  readonly place: number;
}

/**
 * Every moment that a phrase names, in order of time. `(2)` and `(last)` at its end choose one of them, `+ 10s` is later.
 *
 * - `app starts`, `app exits`, `app is killed`, `app ends` (exits or is killed), `app gets TERM`
 * - `app preStop begins`, `app preStop ends`, `app postStart …`; `app liveness probe`, `… probe succeeds`, `… probe fails`
 * - `app is running`, `app is terminated`, `app is ready`, `app is not ready`, `app is started`, `app waits <reason>`:
 *   from which moment on its status says so
 * - `pod is Running`, `pod is gone`, `pod has Ready`, `pod lacks Ready`; `app reports Killing` (an Event)
 * - `delete`, `setImage`, …: what the Scenario's timeline does
 */
export function momentsOf(life: Life, phrase: string): readonly Moment[] {
  const [, sooner, later] = /^(.*) \+ (\S+)$/.exec(phrase) ?? [];
  if (sooner === undefined || later === undefined) return atOnce(life, phrase);
  // It is a moment of the clock, no entry of a list.
  return atOnce(life, sooner).map(({ at }) => ({ at: at + duration(later), source: 'timeline', place: -1 }));
}

function atOnce({ scenario, timeline }: Life, phrase: string): readonly Moment[] {
  const [, words = '', ordinal] = /^(.*?)(?: \((\d+|last)\))?$/.exec(phrase) ?? [];
  const all = phrase.includes(' ') ? named(timeline, words) : happenings(scenario, timeline, words);
  if (ordinal === undefined) return all;
  const chosen = ordinal === 'last' ? all.at(-1) : all[Number(ordinal) - 1];
  return chosen ? [chosen] : [];
}

/** Did one moment come before another? Within one list the order decides, across lists the time. */
export function isBefore(a: Moment, b: Moment): boolean {
  return a.source === b.source ? a.place < b.place : a.at <= b.at;
}

/** A duration such as `1m30s` or `500ms`, in ms. */
export function duration(text: string): number {
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) throw new Error(`"${text}" is no duration`);
  const parts = [...text.matchAll(/([\d.]+)(ms|s|m|h)/g)];
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * (units[unit ?? ''] ?? 0), 0);
}

/** The container's place in the pod; a name that the pod does not have is a mistake in the case. */
export function indexOf(timeline: Timeline, name: string): number {
  const index = timeline.containers.findIndex((c) => c.name === name);
  if (index < 0) throw new Error(`the pod has no container "${name}"`);
  return index;
}

const HAPPENINGS: readonly string[] = ['delete', 'evict', 'setImage', 'crash', 'remove', 'restartKubelet'];

function happenings(scenario: Scenario, timeline: Timeline, does: string): readonly Moment[] {
  if (!HAPPENINGS.includes(does)) throw new Error(`"${does}" is nothing that a timeline does`);
  return scenario.timeline.flatMap((happening, place) =>
    happening.does === does && happening.at <= timeline.end
      ? [{ at: happening.at, source: 'timeline' as const, place }]
      : [],
  );
}

function named(timeline: Timeline, words: string): readonly Moment[] {
  const [subject = '', ...rest] = words.split(' ');
  const verb = rest.join(' ');
  if (subject === 'pod') {
    const event = /^reports (\S+)$/.exec(verb);
    return event
      ? eventsOf(timeline, (e) => e.field === undefined && e.reason === event[1])
      : podMoments(timeline, verb);
  }
  const index = indexOf(timeline, subject);
  const field = timeline.containers[index]?.field;
  const event = /^reports (\S+)$/.exec(verb);
  if (event) return eventsOf(timeline, (e) => e.field === field && e.reason === event[1]);
  const inLog = logVerb(verb);
  if (inLog) return momentsIn(timeline.log, 'log', (entry) => entry.container === subject && inLog(entry));
  return statusMoments(timeline, (entry) => containerSays(entry, index, verb));
}

function logVerb(verb: string): ((entry: LogEntry) => boolean) | undefined {
  const [what = '', does, how] = verb.split(' ');
  if (verb === 'starts') return (e) => e.what === 'start';
  if (verb === 'exits') return (e) => e.what === 'exit';
  if (verb === 'is killed') return (e) => e.what === 'killed';
  if (verb === 'ends') return (e) => e.what === 'exit' || e.what === 'killed';
  if (verb === 'gets TERM') return (e) => e.what === 'term';
  if (what === 'postStart' || what === 'preStop') {
    if (does === 'begins') return (e) => e.what === 'hookBegin' && e.kind === what;
    if (does === 'ends') return (e) => e.what === 'hookEnd' && e.kind === what;
  }
  if (does === 'probe') {
    const ok = how === 'succeeds' ? [true] : how === 'fails' ? [false] : [true, false];
    return (e) => e.what === 'probe' && e.kind === what && ok.includes(e.ok);
  }
  return undefined;
}

function containerSays({ status }: StatusEntry, index: number, verb: string): boolean {
  const container = status?.containers[index];
  const [does, what = ''] = verb.split(' ');
  if (does === 'waits') return container?.state.is === 'waiting' && container.state.reason === what;
  switch (verb) {
    case 'is running':
      return container?.state.is === 'running';
    case 'is terminated':
      return container?.state.is === 'terminated';
    case 'is ready':
      return container?.ready === true;
    case 'is not ready':
      return container?.ready === false;
    case 'is started':
      return container?.started === true;
    default:
      throw new Error(`nothing is known that "${verb}"`);
  }
}

function podMoments(timeline: Timeline, verb: string): readonly Moment[] {
  const [does, what = ''] = verb.split(' ');
  if (verb === 'is gone') return statusMoments(timeline, (entry) => entry.gone);
  if (does === 'is') return statusMoments(timeline, ({ status }) => status?.phase === what);
  if (does !== 'has' && does !== 'lacks') throw new Error(`nothing is known that a pod "${verb}"`);
  return statusMoments(
    timeline,
    ({ status }) => status?.conditions.find((c) => c.type === what)?.status === (does === 'has'),
  );
}

function eventsOf(timeline: Timeline, wanted: (event: PodEvent) => boolean): readonly Moment[] {
  return momentsIn(timeline.events, 'events', wanted);
}

/** The moments from which on something is true that was not true before. */
function statusMoments(timeline: Timeline, says: (entry: StatusEntry) => boolean): readonly Moment[] {
  const now = timeline.status.map(says);
  return momentsIn(timeline.status, 'status', (_, place) => now[place] === true && now[place - 1] !== true);
}

function momentsIn<T extends { readonly at: number }>(
  list: readonly T[],
  source: Moment['source'],
  wanted: (entry: T, place: number) => boolean,
): readonly Moment[] {
  return list.flatMap((entry, place) => (wanted(entry, place) ? [{ at: entry.at, source, place }] : []));
}
