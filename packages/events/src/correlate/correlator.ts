import type { Incident, IncidentObject } from '../incident.ts';
import type { Observation } from '../observation.ts';
import { blameOf } from './blame.ts';
import type { CausalRule, FactMatch } from './causal-rule.ts';
import { explainFact } from './explain-fact.ts';
import type { Fact } from './fact.ts';
import { createFactBook, type FactBook, joinsOf } from './fact-book.ts';
import { factKey, factOf, isSame, seeAgain } from './fact-of-observation.ts';
import { createIncidentBook } from './incident-book.ts';
import { endWith } from './incident-life.ts';
import { type KeptAs, keepCorrelation } from './keep-correlation.ts';
import { createLook } from './look-at-open.ts';
import type { OpenIncident } from './open-incident.ts';
import { restoreCorrelation } from './restore-correlation.ts';
import { indexRules } from './rule-index.ts';
import { SHIPPED_RULES } from './rules/all-rules.ts';
import { SHARED_RULES } from './shared-rule.ts';
import { symptomOf } from './symptom.ts';
import type { Topology } from './topology.ts';

/** Finds the incidents in a stream. It knows no clock: `now` comes with each batch. */
export interface Correlator {
  /**
   * The stage. Observations that belong to an incident get its id; incidents come that are new or have changed, every two
   * seconds at most. An empty batch only looks at the time, and tells everything.
   */
  readonly correlate: (observations: readonly Observation[], now: number) => CorrelatedBatch;
  /** Checkpoints that say what has changed since this was asked last; none unless it is kept. */
  readonly takeChanges: () => Readonly<Record<string, unknown>>;
  /** Objects of which it remembers something: whoever begins anew may not find them any more. */
  readonly remembered: () => readonly RememberedObject[];
  /** How much it holds. */
  readonly size: () => { readonly facts: number; readonly incidents: number };
}

/** What correlation makes of a batch. */
export interface CorrelatedBatch {
  readonly observations: readonly Observation[];
  readonly incidents: readonly Incident[];
}

/** An object, and whose it was. */
export interface RememberedObject {
  readonly cluster: string;
  readonly object: IncidentObject;
  readonly subject: IncidentObject;
  readonly node: string | undefined;
}

/** How to correlate. */
export interface CorrelatorOptions {
  /** What is known of a cluster's objects. */
  readonly topologyOf: (cluster: string) => Topology;
  /**
   * Rules of the user's own; they count before those that are shipped. A function is asked at every batch: other rules than before count
   * from then on, and what was linked stays so.
   */
  readonly rules?: CausalRules;
  /** Leave the shipped rules out. */
  readonly withoutShipped?: boolean;
  /** The most that is remembered. */
  readonly limits?: { readonly facts?: number; readonly incidents?: number };
  /** Keeps what it remembers by checkpoints of these names, and goes on from what was saved by them; `seen` is what is soon seen again. */
  readonly kept?: KeptAs & { readonly seen: KeptAs };
}

/** Causal rules, or who says which there are now. */
export type CausalRules = readonly CausalRule[] | (() => readonly CausalRule[]);

/** A correlator that has seen nothing yet. */
export function createCorrelator(options: CorrelatorOptions): Correlator {
  const { topologyOf, rules: given = [], withoutShipped = false, limits = {}, kept } = options;
  const ownNow = typeof given === 'function' ? given : () => given;
  const shared = withoutShipped ? [] : SHARED_RULES;
  const allWith = (own: readonly CausalRule[]) => (withoutShipped ? own : [...own, ...SHIPPED_RULES]);
  let own: readonly CausalRule[] = [];
  let index = indexRules(allWith(own));
  const incidents = createIncidentBook(limits.incidents ?? 5_000);
  const facts: FactBook = createFactBook(limits.facts ?? 20_000, (fact) => {
    incidents.forget(fact);
    keeper?.forgot(fact);
  });
  const restored = restoreCorrelation(kept, { facts, incidents, rules: allWith(ownNow()) });
  const keeper = kept && keepCorrelation({ ...kept, facts, incidents, orders: restored });
  const look = createLook({ facts, incidents, topologyOf });

  const see = (observation: Observation): OpenIncident | undefined => {
    const topology = topologyOf(observation.cluster);
    const object = refOf(observation);
    noteRecoveries(observation, object, topology);
    const subject = subjectOf(observation, object, topology);
    const symptom = symptomOf(observation);
    const counts = symptom !== undefined && (symptom.alsoWhenEnding || !topology.isEnding(object));
    const asCause = () => causesFor(observation, subject.name, counts);
    if (!counts && asCause().length === 0) return incidents.own(observation.cluster, subject);
    const key = factKey(observation, object);
    const known = facts.find(key);
    if (known !== undefined && isSame(known, observation)) {
      seeAgain(known, observation);
      facts.keep(known, [], topology);
      if (known.incident === undefined && counts) explain(known, asCause(), topology);
      if (known.incident !== undefined) known.incident.hasChanged = true;
      keeper?.saw(known);
      return known.incident;
    }
    const blamed = blameOf(symptom?.blames, observation, object, topology) ?? subject;
    const fact = factOf(observation, { key, object, subject, blamed, symptom: counts ? symptom : undefined });
    const causes = asCause();
    const asEffect = index.asEffect(observation, subject.name);
    facts.keep(fact, joinsOf([...causes, ...asEffect], shared), topology);
    explain(fact, causes, topology);
    keeper?.saw(fact);
    return fact.incident;
  };

  const causesFor = (observation: Observation, workload: string, counts: boolean) =>
    index.asCause(observation, workload).filter(({ cause }) => counts || isLimited(cause));

  /** Of what is remembered, rules that were not there before, or not before a restart, may ask by other ways of joining. */
  const takeRules = () => {
    const next = ownNow();
    if (next === own) return;
    own = next;
    index = indexRules(allWith(own));
    if (own.length === 0) return;
    for (const fact of facts.all()) {
      const { newest, subject, symptom, cluster } = fact;
      const asCause = causesFor(newest, subject.name, symptom !== undefined);
      const joins = joinsOf([...asCause, ...index.asEffect(newest, subject.name)], shared);
      facts.alsoJoin(fact, joins, topologyOf(cluster));
    }
  };

  const explain = (fact: Fact, asCause: readonly CausalRule[], topology: Topology) =>
    explainFact(fact, {
      asCause,
      asEffect: index.asEffect(fact.newest, fact.subject.name),
      index,
      shared,
      facts,
      incidents,
      topology,
    });

  const noteRecoveries = (
    { cluster, reason, class: meaning, until }: Observation,
    object: IncidentObject,
    topology: Topology,
  ) => {
    const recovered = meaning?.recovers ?? [];
    if (recovered.length === 0) return;
    for (const fact of facts.about(cluster, object)) {
      if (fact.last > until || fact.ended !== undefined || !recovered.includes(fact.reason)) continue;
      // What says of itself that it is over says it of one of several, which the finer meaning tells.
      if (fact.reason === reason && fact.newest.class?.subclass !== meaning?.subclass) continue;
      fact.ended = until;
      endWith(fact, topology);
      if (fact.incident !== undefined) fact.incident.hasChanged = true;
      keeper?.check(fact);
    }
  };

  return {
    correlate(observations, now) {
      takeRules();
      const correlated = observations.map((observation) => {
        const incident = see(observation);
        return incident === undefined ? observation : { ...observation, correlationId: incident.id };
      });
      const isTimeForAll = observations.length === 0 || look.isDue(now);
      const touched = keeper && [...incidents.open()].filter(({ hasChanged }) => isTimeForAll || hasChanged);
      const told = isTimeForAll ? look.at(now) : incidents.takeLeaving();
      for (const incident of touched ?? []) keeper?.checkIncident(incident);
      return { observations: correlated, incidents: told };
    },
    takeChanges: () => keeper?.takeChanges() ?? {},
    remembered: () =>
      facts.all().map(({ cluster, object, subject, newest }) => {
        const node = newest.metadata?.node;
        return { cluster, object, subject, node };
      }),
    size: () => ({ facts: facts.size(), incidents: incidents.size() }),
  };
}

function refOf({ about: { kind, namespace, name } }: Observation): IncidentObject {
  return { kind, namespace: kind === 'Node' ? '' : namespace, name };
}

/** The workload; an object that nobody owns is one itself. */
function subjectOf({ metadata }: Observation, object: IncidentObject, topology: Topology): IncidentObject {
  return metadata?.workload ?? topology.workloadOf(object) ?? object;
}

/** A rule that says nothing of its cause means any trouble, and not all that happens. */
function isLimited({ reasons, when }: FactMatch): boolean {
  return reasons !== undefined || when !== undefined;
}
