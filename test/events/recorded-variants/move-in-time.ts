import type { RecordedChange } from '@outrigger/events';
import type { Cause, Named, Stream } from './stream.ts';

/** How much later each cause comes, in ms; undefined leaves it where it was. What belongs to no cause moves as `rest` says. */
export function movedInTime(
  stream: Stream,
  delayOf: (cause: Cause) => number | undefined,
  rest: (at: number) => number = () => 0,
): Stream {
  const causeOf = causeFinder(stream);
  const delay = (change: RecordedChange) => {
    const cause = causeOf(change);
    return (cause && delayOf(cause)) ?? rest(change.at);
  };
  const move = (changes: readonly RecordedChange[]) =>
    changes.map((change) => delayed(change, delay(change))).toSorted((one, other) => one.at - other.at);
  return {
    events: move(stream.events),
    objects: move(stream.objects),
    causes: stream.causes.map((cause) => {
      const by = (isOfWorkload(cause) ? delayOf(cause) : undefined) ?? rest(cause.from);
      return { ...cause, from: cause.from + by, until: cause.until + by };
    }),
    templates: stream.templates,
  };
}

/** The same change later, with all times that it speaks of. */
export function delayed(change: RecordedChange, by: number): RecordedChange {
  if (by === 0) return change;
  const object = JSON.parse(JSON.stringify(change.object), (_key, value: unknown) =>
    typeof value === 'string' && TIME.test(value) ? sameForm(value, by) : value,
  ) as RecordedChange['object'];
  return { ...change, at: change.at + by, object };
}

/** Of which cause's workloads a change tells; undefined for the background and what nodes do. */
export function causeFinder({ causes }: Stream): (change: RecordedChange) => Cause | undefined {
  const byWorkload = new Map<string, Cause>();
  for (const cause of causes.filter(isOfWorkload))
    for (const { namespace = '', name } of [cause.root, ...cause.affected])
      byWorkload.set(`${namespace}/${name}`, cause);
  return ({ object }) => {
    const { kind, metadata } = object;
    const about =
      kind === 'Event' ? ((object as Partial<Record<'involvedObject', Named>>).involvedObject ?? metadata) : metadata;
    const parts = (about?.name ?? '').split('-');
    for (let length = parts.length; length > 0; length--) {
      const cause = byWorkload.get(`${about?.namespace ?? ''}/${parts.slice(0, length).join('-')}`);
      if (cause !== undefined) return cause;
    }
    return undefined;
  };
}

/** Nodes' troubles lay hold of everybody, and cannot be taken out of the stream. */
export function isOfWorkload({ root }: Cause): boolean {
  return root.kind !== 'Node';
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** Kubernetes writes times to the second, and to the microsecond. */
function sameForm(time: string, by: number): string {
  const moved = new Date(Date.parse(time) + by).toISOString();
  return time.includes('.') ? moved.replace(/\d{3}Z$/, time.slice(-7)) : moved.replace(/\.\d+Z$/, 'Z');
}
