import type { LocalServer } from '@outrigger/cluster';

/** Events that end when they have not been written for so long, as in etcd, and which of what they told nobody could ever read. */
export interface ExpiringEvents {
  readonly wrote: (key: string, occurrences: number) => void;
  /** Takes out what is too old. */
  readonly expire: () => void;
  /** From now on nobody reads. */
  readonly leave: () => void;
  /** What is there now is read again. */
  readonly comeBack: () => void;
  /** What was told while nobody read by Events that had ended before anybody did, and was told by no later one. */
  readonly unreachable: () => readonly Told[];
}

/** Occurrences, and when an Event was written that told of them, in ms since 1970. */
export interface Told {
  readonly at: number;
  readonly occurrences: number;
}

/** `kube-apiserver --event-ttl` */
export const EVENT_TTL = 3_600_000;

/** Everybody reads at first. */
export function createExpiringEvents(
  store: Pick<LocalServer['store'], 'remove'>,
  { now }: { readonly now: () => number },
): ExpiringEvents {
  const writtenAt = new Map<string, number>();
  const unread = new Map<string, readonly Told[]>();
  const ended = new Map<string, readonly Told[]>();
  let isRead = true;
  return {
    wrote(key, occurrences) {
      // In the order of their last writing.
      writtenAt.delete(key);
      writtenAt.set(key, now());
      // The count of an Event that is written anew goes on: who reads it knows of those before, too.
      const before = [...(ended.get(key) ?? []), ...(unread.get(key) ?? [])];
      ended.delete(key);
      if (!isRead) unread.set(key, [...before, { at: now(), occurrences }]);
    },
    expire() {
      for (const [key, at] of writtenAt) {
        if (now() - at < EVENT_TTL) return;
        store.remove('events', key);
        writtenAt.delete(key);
        const told = unread.get(key);
        if (told !== undefined) ended.set(key, told);
        unread.delete(key);
      }
    },
    leave() {
      isRead = false;
    },
    comeBack() {
      isRead = true;
      unread.clear();
    },
    unreachable: () => [...ended.values()].flat(),
  };
}
