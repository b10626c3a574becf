/** Things by what they have in common. */
export interface Groups<T> {
  readonly add: (key: string, one: T) => void;
  readonly remove: (key: string, one: T) => void;
  readonly of: (key: string) => Iterable<T>;
}

/** No groups yet. */
export function createGroups<T>(): Groups<T> {
  const groups = new Map<string, Set<T>>();
  return {
    add(key, one) {
      const there = groups.get(key);
      if (there === undefined) groups.set(key, new Set([one]));
      else there.add(one);
    },
    remove(key, one) {
      const there = groups.get(key);
      if (there?.delete(one) && there.size === 0) groups.delete(key);
    },
    of: (key) => groups.get(key) ?? [],
  };
}
