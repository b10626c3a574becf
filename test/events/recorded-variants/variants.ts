import { ofKind } from './change-kind.ts';
import type { Draw } from './draw.ts';
import { isOfWorkload, movedInTime } from './move-in-time.ts';
import { onceMore, withTwins } from './multiply.ts';
import { renamed } from './rename.ts';
import type { Stream } from './stream.ts';

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
  'pods are of StatefulSets': (stream) => ofKind(stream, 'StatefulSet'),
  'pods are of DaemonSets': (stream) => ofKind(stream, 'DaemonSet'),
  'workloads have three pods': (stream) => withTwins(stream, 2),
  'everything goes wrong twice': (stream) => onceMore(stream, 30 * 60_000),
  'everything goes wrong twice, soon': (stream) => onceMore(stream, 15 * 60_000),
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

/** All that went wrong with workloads begins within a few seconds. */
function atOnce(stream: Stream): Stream {
  const { start } = phasesOf(stream);
  const movable = stream.causes.filter(isOfWorkload);
  const order = new Map(movable.map(({ id }, index) => [id, index]));
  return movedInTime(stream, ({ id, from }) => start + 20_000 + (order.get(id) ?? 0) * 300 - from);
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
