/** A list whose elements know their places: one in the middle leaves at once, however long the list is. */
export interface LinkedList<T> {
  readonly first: () => T | undefined;
  readonly last: () => T | undefined;
  /** Puts it at the end, or before those at the end that it goes before; the answer takes it out, once. */
  readonly add: (item: T, goesBefore?: (other: T) => boolean) => () => void;
  readonly [Symbol.iterator]: () => Iterator<T>;
}

/** An empty list. */
export function createLinkedList<T>(): LinkedList<T> {
  let head: Link<T> | undefined;
  let tail: Link<T> | undefined;
  return {
    first: () => head?.item,
    last: () => tail?.item,
    add(item, goesBefore) {
      let before = tail;
      while (before && goesBefore?.(before.item)) before = before.before;
      const link: Link<T> = { item, before, after: before ? before.after : head, isOut: false };
      if (link.before) link.before.after = link;
      else head = link;
      if (link.after) link.after.before = link;
      else tail = link;
      return () => {
        if (link.isOut) return;
        link.isOut = true;
        if (link.before) link.before.after = link.after;
        else head = link.after;
        if (link.after) link.after.before = link.before;
        else tail = link.before;
      };
    },
    *[Symbol.iterator]() {
      for (let link = head; link; link = link.after) yield link.item;
    },
  };
}

interface Link<T> {
  readonly item: T;
  before: Link<T> | undefined;
  after: Link<T> | undefined;
  isOut: boolean;
}
