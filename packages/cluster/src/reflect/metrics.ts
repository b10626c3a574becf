import type { Clock } from '../client/clock.ts';
import type { ApiObject } from '../local/object/api-object.ts';
import type { Change } from './change.ts';

/** How a reflector fares. */
export interface ReflectorMetrics {
  /** Milliseconds since the server has sent anything; undefined before it first has. */
  readonly silentMs: number | undefined;
  /** Lists of everything, the first one too. */
  readonly lists: number;
  readonly watches: number;
  readonly changes: number;
  /** Objects that are known. */
  readonly objects: number;
  /**
   * Milliseconds from when the newest change was written until it was told, by the objects' own times (whole seconds, and the
   * server's clock); undefined where an object does not say.
   */
  readonly lagMs: number | undefined;
  readonly resourceVersion: string | undefined;
}

/** Counts for one reflector. */
export interface Meter {
  readonly listed: () => void;
  readonly watched: () => void;
  readonly heard: () => void;
  readonly told: (changes: readonly Change[]) => void;
  readonly lists: () => number;
  readonly read: (now: { readonly objects: number; readonly position: string | undefined }) => ReflectorMetrics;
}

/** Begins at nothing. */
export function createMeter(clock: Clock): Meter {
  let lists = 0;
  let watches = 0;
  let count = 0;
  let lastByteAt: number | undefined;
  let newest: { readonly object: ApiObject; readonly at: number } | undefined;
  return {
    lists: () => lists,
    listed: () => lists++,
    watched: () => watches++,
    heard() {
      lastByteAt = clock.now();
    },
    told(changes) {
      count += changes.length;
      const last = changes.at(-1);
      if (last !== undefined && last.type !== 'DELETED') newest = { object: last.object, at: clock.now() };
    },
    read({ objects, position }) {
      const writtenAt = newest && writtenAtOf(newest.object);
      return {
        silentMs: lastByteAt === undefined ? undefined : clock.now() - lastByteAt,
        lists,
        watches,
        changes: count,
        objects,
        lagMs: newest === undefined || writtenAt === undefined ? undefined : Math.max(0, newest.at - writtenAt),
        resourceVersion: position,
      };
    },
  };
}

/** When an object was last written, as far as it says so itself. */
function writtenAtOf({ metadata }: ApiObject): number | undefined {
  const times = [metadata?.creationTimestamp, ...(metadata?.managedFields ?? []).map(({ time }) => time)];
  const read = times.map((time) => Date.parse(time ?? '')).filter((time) => !Number.isNaN(time));
  return read.length === 0 ? undefined : Math.max(...read);
}
