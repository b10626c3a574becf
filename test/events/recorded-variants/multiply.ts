import type { RecordedChange } from '@outrigger/events';
import { causeFinder, delayed, isOfWorkload } from './move-in-time.ts';
import type { Cause, Stream } from './stream.ts';

/** Every pod of a broken workload has twins in which the same happens a little later. */
export function withTwins(stream: Stream, twins: number): Stream {
  const causeOf = causeFinder(stream);
  const more = (changes: readonly RecordedChange[]) =>
    changes
      .flatMap((change) => {
        if (causeOf(change) === undefined || !isOfPod(change)) return change;
        const others = Array.from({ length: twins }, (_, index) => twinOf(change, index + 2));
        return [change, ...others];
      })
      .toSorted((one, other) => one.at - other.at);
  return { ...stream, events: more(stream.events), objects: more(stream.objects), templates: [] };
}

/** Everything that went wrong with workloads goes wrong again with the same workloads, so much later. */
export function onceMore(stream: Stream, laterOf: (cause: Cause) => number): Stream {
  const causeOf = causeFinder(stream);
  const again = (changes: readonly RecordedChange[]) =>
    changes.flatMap((change) => {
      const cause = causeOf(change);
      return cause === undefined ? [] : delayed(withNewNumbers(change), laterOf(cause));
    });
  const sorted = (changes: readonly RecordedChange[]) =>
    [...changes, ...again(changes)].toSorted((one, other) => one.at - other.at);
  const second = (cause: Cause) => ({
    ...cause,
    id: `${cause.id}, again`,
    from: cause.from + laterOf(cause),
    until: cause.until + laterOf(cause),
  });
  return {
    events: sorted(stream.events),
    objects: sorted(stream.objects),
    causes: [...stream.causes, ...stream.causes.filter(isOfWorkload).map(second)],
    templates: [],
  };
}

/** In the namespace of each broken workload another breaks in the same way at the same time. */
export function withSiblings(stream: Stream): Stream {
  const causeOf = causeFinder(stream);
  const more = (changes: readonly RecordedChange[]) =>
    changes
      .flatMap((change) => {
        const cause = causeOf(change);
        return cause === undefined ? change : [change, siblingOf(change, cause)];
      })
      .toSorted((one, other) => one.at - other.at);
  const second = (cause: Cause): Cause => ({
    ...(JSON.parse(ofSibling(JSON.stringify(cause), cause)) as Cause),
    id: `${cause.id}, its sibling`,
  });
  return {
    events: more(stream.events),
    objects: more(stream.objects),
    causes: [...stream.causes, ...stream.causes.filter(isOfWorkload).map(second)],
    templates: [],
  };
}

/** Another name and other numbers, a moment later. */
function siblingOf(change: RecordedChange, cause: Cause): RecordedChange {
  const text = ofSibling(JSON.stringify(change.object), cause).replace(UID, (uid) => otherUid(uid, 23));
  return { ...change, at: change.at + 200, object: JSON.parse(text) as RecordedChange['object'] };
}

function ofSibling(text: string, { root, affected }: Cause): string {
  const names = [...new Set([root, ...affected].map(({ name }) => name))];
  return names.reduce(
    (words, name) => words.replace(new RegExp(`(?<![-\\w:])${name}(?=["_-])(?!-low)`, 'g'), `${name}-b`),
    text,
  );
}

function isOfPod({ object }: RecordedChange): boolean {
  const about = (object as Partial<Record<'involvedObject', { kind?: string }>>).involvedObject;
  return (about ?? object).kind === 'Pod';
}

/** The name of the pod and its uid are others wherever they stand. */
function twinOf(change: RecordedChange, number: number): RecordedChange {
  const about = (change.object as Partial<Record<'involvedObject', { name: string }>>).involvedObject;
  const name = about?.name ?? change.object.metadata?.name ?? '';
  const text = JSON.stringify(change.object)
    .replaceAll(name, `${name.slice(0, -1)}${number}`)
    .replace(UID, (uid) => otherUid(uid, number));
  return { ...change, at: change.at + number * 700, object: JSON.parse(text) as RecordedChange['object'] };
}

/** Made anew, an object has another uid, and Events about it other names. */
function withNewNumbers(change: RecordedChange): RecordedChange {
  const text = JSON.stringify(change.object)
    .replace(UID, (uid) => otherUid(uid, 17))
    .replace(/\.18e9d/g, '.19f0e');
  return { ...change, object: JSON.parse(text) as RecordedChange['object'] };
}

/** Each gets another, and always the same. */
function otherUid(uid: string, salt: number): string {
  const head = (Number.parseInt(uid.slice(0, 8), 16) + salt) >>> 0;
  return `${head.toString(16).padStart(8, '0')}${uid.slice(8)}`;
}

const UID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
