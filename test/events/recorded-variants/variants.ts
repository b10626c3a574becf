import type { RecordedChange } from '@outrigger/events';
import { ofKind } from './change-kind.ts';
import type { Draw } from './draw.ts';
import { causeFinder, isOfWorkload, movedInTime } from './move-in-time.ts';
import { onceMore, withSiblings, withTwins } from './multiply.ts';
import { renamed } from './rename.ts';
import type { Named, Stream } from './stream.ts';

/** Other streams made of the recorded one. */
export const VARIANTS: Readonly<Record<string, (stream: Stream, draw: Draw) => Stream>> = {
  'as it was recorded': (stream) => stream,
  'everything has another name': renamed,
  'causes come in another order': inAnotherOrder,
  'nodes fail first': nodesFirst,
  'all causes at once': atOnce,
  'all causes at once, renamed': (stream, draw) => renamed(atOnce(stream), draw),
  'a twentieth of the events is lost': losing,
  'objects are known late': (stream) => ({
    ...stream,
    objects: stream.objects.map((c) => ({ ...c, at: c.at + 1_500 })),
  }),
  'pods are of StatefulSets': (stream) => ofKind(stream, () => 'StatefulSet'),
  'pods are of DaemonSets': (stream) => ofKind(stream, () => 'DaemonSet'),
  'pods are of Jobs': (stream) => ofKind(stream, () => 'Job'),
  'pods are of CronJobs': (stream) => ofKind(stream, () => 'CronJob'),
  'pods are of nobody': (stream) => ofKind(stream, () => 'Pod'),
  'workloads have three pods': (stream) => withTwins(stream, 2),
  'everything goes wrong twice': (stream) => onceMore(stream, () => 30 * 60_000),
  'everything goes wrong twice, soon': (stream) => onceMore(stream, () => 15 * 60_000),
  'everything goes wrong again as soon as it is over': (stream) =>
    onceMore(stream, ({ from, until }) => until - from + 20_000),
  'each workload is of another kind': (stream) =>
    ofKind(stream, (_cause, index) => KINDS[index % KINDS.length] ?? 'Job'),
  'two workloads of a namespace have the same trouble': withSiblings,
  'all that breaks is in one namespace': inOneNamespace,
  'workloads break while nodes fail': whileNodesFail,
  'nodes fail in another order': nodesInAnotherOrder,
  'events are told late': (stream) => ({ ...stream, events: stream.events.map((c) => ({ ...c, at: c.at + 4_000 })) }),
};

function inAnotherOrder(stream: Stream, draw: Draw): Stream {
  const movable = stream.causes.filter(isOfWorkload);
  const starts = draw.shuffled(movable.map(({ from }) => from));
  const delays = new Map(movable.map(({ id, from }, index) => [id, (starts[index] ?? from) - from]));
  return movedInTime(stream, ({ id }) => delays.get(id));
}

/** What was recorded last comes first, with the workloads that were there all the time. */
function nodesFirst(stream: Stream): Stream {
  const { start, cut, end } = phasesOf(stream);
  const at = (time: number) => (time < start + 3_000 ? 0 : time < cut ? end - cut : start + 5_000 - cut);
  return movedInTime(stream, () => end - cut + 60_000, at);
}

/** What was recorded of one node's trouble after the other, in turns; the end, when all is taken away, stays where it is. */
function nodesInAnotherOrder(stream: Stream): Stream {
  const { end } = phasesOf(stream);
  const ofNodes = stream.causes.filter((cause) => !isOfWorkload(cause));
  const starts = [...ofNodes.map(({ from }) => from - 1_000), Math.max(...ofNodes.map(({ until }) => until))];
  const ends = [...starts.slice(1), end + 1_000];
  const order = [3, 1, 0, 2, 4];
  const delayAt = (time: number): number => {
    const phase = starts.findLastIndex((start) => time >= start);
    if (phase < 0) return 0;
    const before = order.slice(0, order.indexOf(phase));
    const length = before.reduce((sum, index) => sum + (ends[index] ?? 0) - (starts[index] ?? 0), 0);
    return (starts[0] ?? 0) + length - (starts[phase] ?? 0);
  };
  return movedInTime(stream, () => undefined, delayAt);
}

/** All that went wrong with workloads begins within a few seconds. */
function atOnce(stream: Stream): Stream {
  const { start } = phasesOf(stream);
  const movable = stream.causes.filter(isOfWorkload);
  const order = new Map(movable.map(({ id }, index) => [id, index]));
  return movedInTime(stream, ({ id, from }) => start + 20_000 + (order.get(id) ?? 0) * 300 - from);
}

const KINDS = ['Pod', 'Job', 'StatefulSet', 'CronJob', 'DaemonSet'] as const;

function inOneNamespace(stream: Stream): Stream {
  const causeOf = causeFinder(stream);
  const move = (change: RecordedChange): RecordedChange => {
    const cause = causeOf(change);
    if (cause === undefined) return change;
    const { namespace = '' } = cause.root;
    const text = JSON.stringify(change.object)
      .replaceAll(`"namespace":"${namespace}"`, '"namespace":"prod"')
      .replace(/(?<=_)[a-z-]+(?=\([0-9a-f]{8}-)/g, 'prod');
    return { ...change, object: JSON.parse(text) as RecordedChange['object'] };
  };
  const inProd = (named: Named) => (named.namespace === undefined ? named : { ...named, namespace: 'prod' });
  return {
    events: stream.events.map(move),
    objects: stream.objects.map(move),
    causes: stream.causes.map((cause) =>
      isOfWorkload(cause) ? { ...cause, root: inProd(cause.root), affected: cause.affected.map(inProd) } : cause,
    ),
    templates: [],
  };
}

/** Workloads break one after the other from the moment when the first node fails. */
function whileNodesFail(stream: Stream): Stream {
  const { cut } = phasesOf(stream);
  const movable = stream.causes.filter(isOfWorkload);
  const order = new Map(movable.map(({ id }, index) => [id, index]));
  return movedInTime(stream, ({ id, from }) => cut + 5_000 + (order.get(id) ?? 0) * 7_000 - from);
}

function losing(stream: Stream, draw: Draw): Stream {
  return { ...stream, events: stream.events.filter(() => !draw.percent(5)) };
}

/** The recording breaks workloads first, and nodes last. */
function phasesOf({ objects, causes }: Stream): { readonly start: number; readonly cut: number; readonly end: number } {
  const start = objects[0]?.at ?? 0;
  const cut = Math.min(...causes.filter((cause) => !isOfWorkload(cause)).map(({ from }) => from)) - 10_000;
  return { start, cut, end: Math.max(...objects.map(({ at }) => at)) };
}
