import type { RecordedChange } from '@outrigger/events';
import type { Cause, Named, Stream } from '../recorded-variants/stream.ts';

/** Something that goes wrong in a cluster, with the words that upstream's sources use, and the truth about it. */
export interface Scene {
  /** Goes on after "when ". */
  readonly what: string;
  readonly objects: readonly SceneObject[];
  readonly said: readonly Said[];
  /** What is behind it, and whom it affects; none for what is no trouble. */
  /** The scheduler counts all nodes in it: it cannot be played beside others. */
  readonly isWholeCluster?: true;
  readonly causes: readonly { readonly root: string; readonly affected?: readonly string[] }[];
}

/** An object that is there from the beginning, or comes or goes at a second. */
export interface SceneObject {
  readonly at: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: RecordedChange['object'];
}

/** An Event, and when it is told: once, or again and again with a count, as recorders do. */
export interface Said {
  readonly at: number;
  readonly times: number;
  readonly every: number;
  /** `Pod shop/web#0` is the first pod of web; `Node n1` has no namespace. */
  readonly about: string;
  readonly reason: string;
  readonly message: string;
  readonly type: 'Normal' | 'Warning';
  readonly from: string;
}

/** A warning of the kubelet of n1, once. */
export function say(at: number, about: string, reason: string, message: string, more: Partial<Said> = {}): Said {
  return { at, about, reason, message, times: 1, every: 30, type: 'Warning', from: 'kubelet/n1', ...more };
}

/** The scene as a recording with its truth. Scenes in one cluster are told apart by their numbers. */
export function streamOf({ objects, said, causes }: Scene, start: number, number = 0): Stream {
  const changes = said.flatMap((one, index) => changesOf(one, start, `${number}-${index}`));
  const from = Math.min(...changes.map(({ at }) => at), start);
  const until = Math.max(...changes.map(({ at }) => at), start);
  return {
    events: changes.toSorted((one, other) => one.at - other.at),
    objects: objects
      .map(({ at, type, object }) => ({ at: start + at * 1000 - 500, type, object }))
      .toSorted((one, other) => one.at - other.at),
    causes: causes.map(
      ({ root, affected = [root] }): Cause => ({
        id: `${number}`,
        from,
        until,
        root: named(root),
        affected: affected.map(named),
      }),
    ),
    templates: [],
  };
}

/** `Deployment shop/web`, `Node n1`. */
export function named(text: string): Named & { readonly namespace: string } {
  const [kind = '', rest = ''] = text.split(' ');
  const [first = '', second] = rest.split('/');
  return second === undefined
    ? { kind, namespace: '', name: podName(first) }
    : { kind, namespace: first, name: podName(second) };
}

/** `web#0` is the name of its first pod; `db-0` is one already. */
export function podName(name: string): string {
  const [owner = '', index] = name.split('#');
  return index === undefined ? owner : `${owner}-7d9f8c5b64-${'xkwtz'.slice(0, 4)}${SAFE[Number(index)] ?? 'q'}`;
}

function changesOf(said: Said, start: number, number: string): readonly RecordedChange[] {
  const { at, times, every, about, reason, message, type, from } = said;
  const first = start + at * 1000;
  const [component = '', host = ''] = from.split('/');
  const object = named(about);
  return Array.from({ length: times }, (_, index) => {
    const time = new Date(first + index * every * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
    const event = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: {
        name: `${object.name}.${number}`,
        namespace: object.namespace || 'default',
        uid: `00000000-0000-4000-8000-${number.replace(/\D/g, '').padStart(12, '0')}`,
        resourceVersion: `${at * 100 + index}`,
      },
      involvedObject: object,
      reason,
      message: message.replace(/\{([^}]+)\}/g, (whole, name: string) => (name.includes('#') ? podName(name) : whole)),
      type,
      source: { component, host },
      firstTimestamp: new Date(first).toISOString().replace(/\.\d+Z$/, 'Z'),
      lastTimestamp: time,
      count: index + 1,
      eventTime: null,
      reportingComponent: component,
      reportingInstance: host,
    };
    return { at: first + index * every * 1000, type: index === 0 ? 'ADDED' : 'MODIFIED', object: event };
  });
}

const SAFE = 'bcdfghjklm';
