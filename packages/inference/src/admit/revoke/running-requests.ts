import { createLinkedList, type LinkedList } from '../flow/linked-list.ts';

/** A request under way that may be ended for others. */
export interface Running {
  readonly priority: number;
  /** Ends it, at the server too. */
  readonly end: () => void;
}

/** All of them. */
export interface RunningRequests {
  /** It is under way; the answer says that it is no more, once. */
  readonly add: (running: Running) => () => void;
  /** The one that is missed the least: of the lowest priority the newest, for it has computed the least – if it matters less than that. */
  readonly least: (below: number) => Running | undefined;
}

/** Nothing is under way (llm-d-router ebab687 flowcontrol/eviction/ordering/priority_time.go). */
export function createRunningRequests(): RunningRequests {
  const byPriority = new Map<number, LinkedList<Running>>();
  return {
    add(running) {
      const { priority } = running;
      const list = byPriority.get(priority) ?? createLinkedList<Running>();
      byPriority.set(priority, list);
      const leave = list.add(running);
      return () => {
        leave();
        if (list.first() === undefined && byPriority.get(priority) === list) byPriority.delete(priority);
      };
    },
    least(below) {
      const lowest = Math.min(...byPriority.keys());
      return lowest < below ? byPriority.get(lowest)?.last() : undefined;
    },
  };
}
