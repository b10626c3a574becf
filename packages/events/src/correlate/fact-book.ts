import type { IncidentObject } from '../incident.ts';
import type { CausalRule, JoinKey } from './causal-rule.ts';
import type { Fact } from './fact.ts';
import { joinKeys } from './join-keys.ts';
import { objectKey } from './object-key.ts';
import type { Topology } from './topology.ts';

/** What has been seen and may still be cause or effect, found by what joins it to others. Bounded: the longest unseen goes first. */
export interface FactBook {
  readonly find: (key: string) => Fact | undefined;
  /** Puts it in, or sees it again. */
  readonly keep: (fact: Fact, joins: Iterable<JoinKey>, topology: Topology) => void;
  /** All that have one of its keys by this way of joining, itself too. */
  readonly joined: (fact: Fact, join: JoinKey, topology: Topology) => Iterable<Fact>;
  /** More is known of it: its keys are made anew. */
  readonly rekey: (fact: Fact, topology: Topology) => void;
  /** It can be joined by these, too. */
  readonly alsoJoin: (fact: Fact, joins: ReadonlySet<JoinKey>, topology: Topology) => void;
  /** All about an object. */
  readonly about: (cluster: string, object: IncidentObject) => Iterable<Fact>;
  readonly all: () => readonly Fact[];
  /** What the book knows of a fact beside the fact. */
  readonly keptOf: (fact: Fact) => KeptFact;
  /** Takes a fact in again as it was, in the order in which they were given their keys. */
  readonly restore: (fact: Fact, kept: KeptFact) => void;
  /** It was seen last. */
  readonly touch: (fact: Fact) => void;
  readonly size: () => number;
}

/** By what a fact is found. */
export interface KeptFact {
  readonly joins: readonly JoinKey[];
  /** As they were when it was put in: objects that they hang on may be gone. */
  readonly keys: readonly string[];
  readonly isInBook: boolean;
}

/** An empty book for so many facts; `forgotten` hears of those that leave. */
export function createFactBook(limit: number, forgotten: (fact: Fact) => void): FactBook {
  const facts = new Map<string, Fact>();
  const keysOf = new Map<Fact, readonly string[]>();
  const joinsBy = new Map<Fact, readonly JoinKey[]>();
  const byKey = new Map<string, Set<Fact>>();
  const byObject = new Map<string, Set<Fact>>();

  const putAtKeys = (fact: Fact, topology: Topology) =>
    putAt(
      fact,
      (joinsBy.get(fact) ?? []).flatMap((join) => joinKeys(join, fact, topology)),
    );
  const putAt = (fact: Fact, keys: readonly string[]) => {
    keysOf.set(fact, keys);
    for (const key of keys) {
      const there = byKey.get(key);
      if (there === undefined) byKey.set(key, new Set([fact]));
      else if (there.add(fact).size > LOOK) dropOldest(there);
    }
  };
  const putAtObject = (fact: Fact) => {
    const key = objectOf(fact.cluster, fact.object);
    byObject.set(key, (byObject.get(key) ?? new Set()).add(fact));
  };
  const takeFromKeys = (fact: Fact) => {
    for (const key of keysOf.get(fact) ?? []) {
      const there = byKey.get(key);
      if (there?.delete(fact) && there.size === 0) byKey.delete(key);
    }
    keysOf.delete(fact);
  };
  const forget = (fact: Fact) => {
    facts.delete(fact.key);
    takeFromKeys(fact);
    joinsBy.delete(fact);
    const alike = byObject.get(objectOf(fact.cluster, fact.object));
    if (alike?.delete(fact) && alike.size === 0) byObject.delete(objectOf(fact.cluster, fact.object));
    forgotten(fact);
  };

  const touch = (fact: Fact) => {
    facts.delete(fact.key);
    facts.set(fact.key, fact);
  };

  return {
    touch,
    find: (key) => facts.get(key),
    keep(fact, joins, topology) {
      if (facts.get(fact.key) === fact) {
        touch(fact);
        return;
      }
      const before = facts.get(fact.key);
      if (before !== undefined) forget(before);
      facts.set(fact.key, fact);
      putAtObject(fact);
      joinsBy.set(fact, [...joins]);
      putAtKeys(fact, topology);
      if (facts.size > limit) {
        const [oldest] = facts.values();
        if (oldest !== undefined) forget(oldest);
      }
    },
    *joined(fact, join, topology) {
      for (const key of joinKeys(join, fact, topology)) yield* newestFirst(byKey.get(key));
    },
    rekey(fact, topology) {
      if (facts.get(fact.key) !== fact) return;
      takeFromKeys(fact);
      putAtKeys(fact, topology);
    },
    alsoJoin(fact, joins, topology) {
      const before = joinsBy.get(fact) ?? [];
      const more = [...joins].filter((join) => !before.includes(join));
      if (more.length === 0) return;
      joinsBy.set(fact, [...before, ...more]);
      // Objects by which it got its other keys may be gone.
      const keys = keysOf.get(fact) ?? [];
      putAt(
        fact,
        more.flatMap((join) => joinKeys(join, fact, topology)),
      );
      keysOf.set(fact, [...keys, ...(keysOf.get(fact) ?? [])]);
    },
    all: () => [...facts.values()],
    keptOf: (fact) => ({
      joins: joinsBy.get(fact) ?? [],
      keys: keysOf.get(fact) ?? [],
      isInBook: facts.get(fact.key) === fact,
    }),
    restore(fact, { joins, keys }) {
      facts.set(fact.key, fact);
      putAtObject(fact);
      joinsBy.set(fact, joins);
      putAt(fact, keys);
    },
    about: (cluster, object) => byObject.get(objectOf(cluster, object)) ?? [],
    size: () => facts.size,
  };
}

/** The joins that rules ask of a fact. */
export function joinsOf(
  rules: readonly Pick<CausalRule, 'join'>[],
  shared: readonly { join: JoinKey }[],
): Set<JoinKey> {
  return new Set([...rules.flatMap(({ join }) => join), ...shared.map(({ join }) => join)]);
}

function objectOf(cluster: string, object: IncidentObject): string {
  return `${cluster} ${objectKey(object)}`;
}

function newestFirst(facts: ReadonlySet<Fact> | undefined): readonly Fact[] {
  return facts === undefined ? [] : [...facts].reverse();
}

function dropOldest(facts: Set<Fact>): void {
  for (const oldest of facts) {
    facts.delete(oldest);
    return;
  }
}

/** In a storm only the newest of a place are looked at. */
const LOOK = 200;
