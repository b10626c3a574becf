import { createEntryLog, type EntryLog, entriesIn, type SavedEntries } from '../store/entry-log.ts';
import { describedAlike } from './described-alike.ts';
import type { Fact } from './fact.ts';
import type { FactBook } from './fact-book.ts';
import type { IncidentBook } from './incident-book.ts';
import type { OpenIncident } from './open-incident.ts';
import { incidentKey, incidentToSaved, type SavedFact, type SavedOrder, sightToSaved } from './saved-correlation.ts';

/** Hears of what may have changed, and says what has. */
export interface CorrelationKeeper {
  /** An observation has made the fact, or added to it. */
  readonly saw: (fact: Fact) => void;
  /** The fact may be other than it was. */
  readonly check: (fact: Fact) => void;
  /** The incident, or one of its facts, may be other than it was. */
  readonly checkIncident: (incident: OpenIncident) => void;
  /** It is remembered no more. */
  readonly forgot: (fact: Fact) => void;
  /** Checkpoints that say what has changed since this was asked last. */
  readonly takeChanges: EntryLog['takeChanges'];
}

/** Under which name something is kept, and what was kept. */
export interface KeptAs {
  /** Of the checkpoints. */
  readonly name: string;
  readonly saved: SavedEntries | undefined;
}

/** What is kept, and what was. */
export interface KeepOptions extends KeptAs {
  readonly facts: Pick<FactBook, 'find' | 'keptOf'>;
  readonly incidents: Pick<IncidentBook, 'own' | 'open'>;
  readonly seen: KeptAs;
  /** Where the facts that were restored stood. */
  readonly orders: ReadonlyMap<Fact, SavedOrder>;
}

/**
 * Keeps what a correlator remembers: the facts of its books and those that only an incident has, and the incidents that are open.
 * Of each batch no more is written than what it has changed; of a fact that was only seen again, which is by far the most, what
 * changes by that: a log of its own, because in the other one all that stays the same would have to be written again and again.
 */
export function keepCorrelation({ facts, incidents, name, saved, seen, orders }: KeepOptions): CorrelationKeeper {
  const sights = entriesIn(seen.saved);
  const factsByKey = new Map(Array.from(orders.keys(), (fact) => [fact.key, fact]));
  const places = new Map(
    Array.from(orders, ([fact, order]): [Fact, Place] => [
      fact,
      { ...order, kept: undefined, isAhead: sights.has(fact.key) },
    ]),
  );
  const openByKey = new Map(Array.from(incidents.open(), (incident) => [incidentKey(incident), incident]));
  const incidentsAsKept = new Map<OpenIncident, IncidentThen>();
  let step = [...orders.values()].reduce(
    (most, { touched, keyed, joined }) => Math.max(most, touched, keyed, joined),
    0,
  );

  const isOpen = (incident: OpenIncident): boolean => incidents.own(incident.cluster, incident.root) === incident;
  const log = createEntryLog({
    name,
    saved,
    entryOf(key) {
      const incident = openByKey.get(key);
      if (incident !== undefined) return incidentToSaved(incident);
      const fact = factsByKey.get(key);
      return fact && savedFact(fact);
    },
  });
  const seenLog = createEntryLog({
    ...seen,
    entryOf(key) {
      const fact = factsByKey.get(key);
      const place = fact && places.get(fact);
      return place?.isAhead ? sightToSaved(fact as Fact, place.touched) : undefined;
    },
  });

  function savedFact(fact: Fact): SavedFact {
    const { incident, because, newest, ...rest } = fact;
    const { message, ...unsaid } = newest;
    const { touched, keyed, joined } = places.get(fact) ?? NOWHERE;
    return {
      fact: rest,
      newest: message === fact.message ? unsaid : newest,
      ...facts.keptOf(fact),
      incident: incident && incidentKey(incident),
      because: because && {
        rule: because.rule.id,
        use: because.rule.use,
        of: { key: because.of.key, object: because.of.object, reason: because.of.reason },
      },
      order: { touched, keyed, joined },
    };
  }

  /** What was seen of it is told with all the rest, or not at all. */
  const noLongerAhead = (fact: Fact, place: Place | undefined): void => {
    if (!place?.isAhead) return;
    place.isAhead = false;
    seenLog.touch(fact.key);
  };
  const drop = (fact: Fact): void => {
    noLongerAhead(fact, places.get(fact));
    places.delete(fact);
    if (factsByKey.get(fact.key) !== fact) return;
    factsByKey.delete(fact.key);
    log.touch(fact.key);
  };
  const check = (fact: Fact): void => {
    const { key, incident } = fact;
    if (incident === undefined && facts.find(key) !== fact) {
      drop(fact);
      return;
    }
    const then = places.get(fact)?.kept;
    if (then === undefined || !isAsThen(fact, then)) keepAllOf(fact);
  };
  const keepAllOf = (fact: Fact): void => {
    const { key, incident } = fact;
    const before = factsByKey.get(key);
    if (before !== undefined && before !== fact) drop(before);
    const place = places.get(fact) ?? { touched: ++step, keyed: step, joined: 0, kept: undefined, isAhead: false };
    if (place.kept !== undefined && place.kept.subject !== fact.subject) place.keyed = ++step;
    place.joined = incident === undefined ? 0 : place.joined || ++step;
    place.kept = thenOfFact(fact);
    places.set(fact, place);
    factsByKey.set(key, fact);
    noLongerAhead(fact, place);
    log.touch(key);
  };
  const checkIncident = (incident: OpenIncident): void => {
    for (const fact of incident.facts) check(fact);
    const then = incidentsAsKept.get(incident);
    const isStillOpen = isOpen(incident);
    if (then !== undefined && isStillOpen && isStillSo(incident, then)) return;
    const now = isStillOpen ? thenOf(incident) : undefined;
    // Its root may be another now, and with that its key.
    for (const key of new Set([then?.key, incidentKey(incident)])) {
      if (key === undefined) continue;
      if (openByKey.get(key) === incident) openByKey.delete(key);
      log.touch(key);
    }
    if (now === undefined) {
      incidentsAsKept.delete(incident);
      return;
    }
    openByKey.set(now.key, incident);
    incidentsAsKept.set(incident, now);
  };

  return {
    check,
    checkIncident,
    forgot: drop,
    saw(fact) {
      const place = places.get(fact);
      if (place !== undefined) place.touched = ++step;
      if (place?.kept !== undefined && isAsThen(fact, place.kept) && describedAlike(fact.newest, place.kept.newest)) {
        // The same in other objects: of two of each, one is enough.
        place.kept.newest = fact.newest;
        place.isAhead = true;
        seenLog.touch(fact.key);
        return;
      }
      keepAllOf(fact);
    },
    takeChanges() {
      // Those that have gone into others, or had to make room, nobody has spoken of.
      for (const incident of openByKey.values()) if (!isOpen(incident)) checkIncident(incident);
      return { ...log.takeChanges(), ...seenLog.takeChanges() };
    },
  };
}

/** Where a fact stands, and what is kept of it. */
interface Place {
  touched: number;
  keyed: number;
  joined: number;
  /** When all of it was kept last. */
  kept: FactThen | undefined;
  /** It has been seen again since. */
  isAhead: boolean;
}

const NOWHERE: SavedOrder = { touched: 0, keyed: 0, joined: 0 };

/** A fact when all of it was kept last. */
interface FactThen extends Readonly<Pick<Fact, 'ended' | 'incident' | 'because' | 'subject' | 'blamed' | 'isSpent'>> {
  readonly root: OpenIncident['root'] | undefined;
  newest: Fact['newest'];
}

function thenOfFact({ ended, incident, because, subject, blamed, isSpent, newest }: Fact): FactThen {
  return { ended, incident, because, subject, blamed, isSpent, newest, root: incident?.root };
}

/** What changes in a fact is put in the place of what was. */
function isAsThen(fact: Fact, then: FactThen): boolean {
  return (
    fact.ended === then.ended &&
    fact.incident === then.incident &&
    fact.incident?.root === then.root &&
    fact.because === then.because &&
    fact.subject === then.subject &&
    fact.blamed === then.blamed &&
    fact.isSpent === then.isSpent
  );
}

/** An incident when it was kept last. */
interface IncidentThen extends Readonly<Pick<OpenIncident, 'id' | 'root' | 'isConfirmed' | 'hasChanged'>> {
  readonly key: string;
  /** These only grow. */
  readonly sufferers: number;
  readonly reasons: number;
  readonly occurrences: number;
}

function thenOf(incident: OpenIncident): IncidentThen {
  const { id, root, isConfirmed, hasChanged, sufferers, past } = incident;
  return {
    id,
    root,
    isConfirmed,
    hasChanged,
    key: incidentKey(incident),
    sufferers: sufferers.size,
    reasons: past.reasons.size,
    occurrences: past.occurrences,
  };
}

function isStillSo({ id, root, isConfirmed, hasChanged, sufferers, past }: OpenIncident, then: IncidentThen): boolean {
  return (
    id === then.id &&
    root === then.root &&
    isConfirmed === then.isConfirmed &&
    hasChanged === then.hasChanged &&
    sufferers.size === then.sufferers &&
    past.reasons.size === then.reasons &&
    past.occurrences === then.occurrences
  );
}
