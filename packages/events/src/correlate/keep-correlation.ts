import { createEntryLog, type EntryLog, type SavedEntries } from '../store/entry-log.ts';
import type { Fact } from './fact.ts';
import type { FactBook } from './fact-book.ts';
import type { IncidentBook } from './incident-book.ts';
import type { OpenIncident } from './open-incident.ts';
import { incidentKey, incidentToSaved, type SavedFact, type SavedOrder } from './saved-correlation.ts';

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

/** What is kept, and what was. */
export interface KeepOptions {
  readonly facts: Pick<FactBook, 'find' | 'keptOf'>;
  readonly incidents: Pick<IncidentBook, 'own' | 'open'>;
  /** Of the checkpoints. */
  readonly name: string;
  readonly saved: SavedEntries | undefined;
  /** Where the facts that were restored stood. */
  readonly orders: ReadonlyMap<Fact, SavedOrder>;
}

/**
 * Keeps what a correlator remembers: the facts of its books and those that only an incident has, and the incidents that are open.
 * Of each batch no more is written than what it has changed.
 */
export function keepCorrelation({ facts, incidents, name, saved, orders }: KeepOptions): CorrelationKeeper {
  const factsByKey = new Map(Array.from(orders.keys(), (fact) => [fact.key, fact]));
  const orderOf = new Map(Array.from(orders, ([fact, order]) => [fact, { ...order }]));
  const factsAsKept = new Map<Fact, FactThen>();
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

  function savedFact(fact: Fact): SavedFact {
    const { incident, because, newest, ...rest } = fact;
    const { message, ...unsaid } = newest;
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
      order: orderOf.get(fact) ?? { touched: 0, keyed: 0, joined: 0 },
    };
  }

  const drop = (fact: Fact): void => {
    orderOf.delete(fact);
    factsAsKept.delete(fact);
    if (factsByKey.get(fact.key) !== fact) return;
    factsByKey.delete(fact.key);
    log.touch(fact.key);
  };
  const check = (fact: Fact): void => {
    const { key, last, count, ended, incident, because, subject, blamed } = fact;
    if (incident === undefined && facts.find(key) !== fact) {
      drop(fact);
      return;
    }
    const then = factsAsKept.get(fact);
    if (then !== undefined && isAsThen(fact, then)) return;
    const before = factsByKey.get(key);
    if (before !== undefined && before !== fact) drop(before);
    const { touched, keyed, joined } = orderOf.get(fact) ?? { touched: ++step, keyed: step, joined: 0 };
    orderOf.set(fact, {
      touched,
      keyed: then !== undefined && then.subject !== subject ? ++step : keyed,
      joined: incident === undefined ? 0 : joined || ++step,
    });
    factsByKey.set(key, fact);
    factsAsKept.set(fact, { last, count, ended, incident, because, subject, blamed, root: incident?.root });
    log.touch(key);
  };
  const checkIncident = (incident: OpenIncident): void => {
    for (const fact of incident.facts) check(fact);
    const then = incidentsAsKept.get(incident);
    const now = isOpen(incident) ? thenOf(incident) : undefined;
    if (then !== undefined && now !== undefined && isSame(then, now)) return;
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
      const order = orderOf.get(fact);
      if (order !== undefined) orderOf.set(fact, { ...order, touched: ++step });
      check(fact);
    },
    takeChanges() {
      // Those that have gone into others, or had to make room, nobody has spoken of.
      for (const incident of openByKey.values()) if (!isOpen(incident)) checkIncident(incident);
      return log.takeChanges();
    },
  };
}

/** A fact when it was kept last. */
interface FactThen extends Pick<Fact, 'last' | 'count' | 'ended' | 'incident' | 'because' | 'subject' | 'blamed'> {
  readonly root: OpenIncident['root'] | undefined;
}

/** What changes in a fact is put in the place of what was. */
function isAsThen(fact: Fact, then: FactThen): boolean {
  return (
    fact.last === then.last &&
    fact.count === then.count &&
    fact.ended === then.ended &&
    fact.incident === then.incident &&
    fact.incident?.root === then.root &&
    fact.because === then.because &&
    fact.subject === then.subject &&
    fact.blamed === then.blamed
  );
}

/** An incident when it was kept last. */
interface IncidentThen {
  readonly key: string;
  readonly id: string;
  readonly isConfirmed: boolean;
  readonly hasChanged: boolean;
  /** These only grow. */
  readonly sufferers: number;
  readonly reasons: number;
  readonly occurrences: number;
}

function thenOf(incident: OpenIncident): IncidentThen {
  const { id, isConfirmed, hasChanged, sufferers, past } = incident;
  return {
    key: incidentKey(incident),
    id,
    isConfirmed,
    hasChanged,
    sufferers: sufferers.size,
    reasons: past.reasons.size,
    occurrences: past.occurrences,
  };
}

function isSame(one: IncidentThen, other: IncidentThen): boolean {
  return (Object.keys(one) as (keyof IncidentThen)[]).every((field) => one[field] === other[field]);
}
