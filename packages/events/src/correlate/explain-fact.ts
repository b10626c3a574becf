import type { CausalRule } from './causal-rule.ts';
import type { Fact } from './fact.ts';
import type { FactBook } from './fact-book.ts';
import type { IncidentBook } from './incident-book.ts';
import { joinKeys } from './join-keys.ts';
import { objectKey } from './object-key.ts';
import type { OpenIncident } from './open-incident.ts';
import type { RuleIndex } from './rule-index.ts';
import type { SharedRule } from './shared-rule.ts';
import type { Topology } from './topology.ts';

/** What is needed to explain a fact. */
export interface Surroundings {
  readonly asCause: readonly CausalRule[];
  readonly asEffect: readonly CausalRule[];
  readonly index: RuleIndex;
  readonly shared: readonly SharedRule[];
  readonly facts: FactBook;
  readonly incidents: IncidentBook;
  readonly topology: Topology;
}

/** Finds the incident of a new fact: that of its cause, or its own; and takes to itself what it is the cause of, though that came first. */
export function explainFact(fact: Fact, around: Surroundings): void {
  if (fact.symptom !== undefined) {
    const cause = findCause(fact, around, 'root');
    if (cause !== undefined) follow(fact, cause, around);
    else if (!followShared(fact, around)) around.incidents.move(fact, around.incidents.ownOrNew(fact));
    if (fact.because === undefined) addContext(fact, around);
  }
  claimEffects(fact, around);
}

interface Cause {
  readonly rule: CausalRule;
  readonly of: Fact;
}

function findCause(
  fact: Fact,
  { asEffect, index, facts, topology }: Surroundings,
  use: CausalRule['use'],
): Cause | undefined {
  for (const rule of asEffect) {
    if (rule.use !== use) continue;
    for (const join of rule.join) {
      for (const other of facts.joined(fact, join, topology)) {
        if (other === fact || other.isSpent || !isInTime(rule, other, fact) || followsFrom(other, fact)) continue;
        if (join === 'scheduling' && isOfOtherNode(fact, other)) continue;
        if (index.asCause(other.newest, other.subject.name).includes(rule)) return { rule, of: other };
      }
    }
  }
  return undefined;
}

/** Of several nodes that take no pods, only one is in the way. */
function isOfOtherNode({ blamed }: Fact, { blamed: other }: Fact): boolean {
  return blamed.kind === 'Node' && other.kind === 'Node' && blamed.name !== other.name;
}

function follow(fact: Fact, cause: Cause, { incidents }: Surroundings): void {
  const { of } = cause;
  if (of.incident === undefined) incidents.move(of, incidents.ownOrNew(of));
  fact.because = cause;
  if (of.incident !== undefined) incidents.move(fact, of.incident);
}

/** What was seen before it stands in its chain, and what was before that. */
function addContext(fact: Fact, around: Surroundings): void {
  const context = findCause(fact, around, 'context');
  if (context === undefined || fact.incident === undefined) return;
  fact.because = context;
  const { of } = context;
  if (of.incident !== undefined) return;
  around.incidents.move(of, fact.incident);
  if (of.because !== undefined) return;
  addContext(of, { ...around, asEffect: around.index.asEffect(of.newest, of.subject.name) });
}

/** A cause that is told after its effects: they have incidents of their own by now, or are laid to another's charge by no more than context. */
function claimEffects(cause: Fact, around: Surroundings): void {
  const { asCause, index, facts, topology, incidents } = around;
  for (const rule of asCause) {
    const isContext = rule.use === 'context';
    // Context that may come late says so.
    if (isContext && rule.lateMs === undefined) continue;
    for (const join of rule.join) {
      for (const effect of facts.joined(cause, join, topology)) {
        if (effect === cause || effect.symptom === undefined || effect.incident === undefined) continue;
        if (effect.because?.rule.use === 'root' || !isInTime(rule, cause, effect) || followsFrom(cause, effect))
          continue;
        if (join === 'scheduling' && isOfOtherNode(effect, cause)) continue;
        if (!index.asEffect(effect.newest, effect.subject.name).includes(rule)) continue;
        if (isContext) {
          effect.because ??= { rule, of: cause };
          if (cause.incident === undefined) incidents.move(cause, effect.incident);
          continue;
        }
        if (cause.incident === undefined) incidents.move(cause, incidents.ownOrNew(cause));
        effect.because = { rule, of: cause };
        if (cause.incident !== undefined) moveWithFollowers(effect, cause.incident, incidents);
      }
    }
  }
}

/** What follows from it goes where it goes. */
export function moveWithFollowers(fact: Fact, to: OpenIncident, incidents: IncidentBook): void {
  const others = [...(fact.incident?.facts ?? [])].filter(
    (other) => other !== fact && other.because?.rule.use === 'root' && followsFrom(other, fact),
  );
  for (const other of [...others, fact]) incidents.move(other, to);
}

/** When enough workloads have the same trouble with what they share, the trouble is its. */
function followShared(fact: Fact, { shared, facts, incidents, topology }: Surroundings): boolean {
  for (const rule of shared) {
    if (!isEffectOf(rule, fact)) continue;
    const like = [...facts.joined(fact, rule.join, topology)].filter(
      (other) => isEffectOf(rule, other) && Math.abs(fact.last - other.last) <= rule.windowMs,
    );
    if (new Set(like.map(({ subject }) => objectKey(subject))).size < rule.atLeast) continue;
    const [key] = joinKeys(rule.join, fact, topology);
    if (key === undefined) continue;
    const cause = sharedCause(rule, fact, key.slice(`${fact.cluster} ${rule.join} `.length));
    const incident = incidents.ownOrNew(cause);
    const [known] = [...incident.facts].filter(({ reason }) => reason === rule.reason);
    const of = known ?? cause;
    if (known === undefined) incidents.move(cause, incident);
    for (const effect of like) {
      effect.because = { rule: asCausal(rule), of };
      moveWithFollowers(effect, incident, incidents);
    }
    return true;
  }
  return false;
}

function isEffectOf({ effect: { reasons, subclasses, says } }: SharedRule, { reason, newest, message }: Fact): boolean {
  if (reasons !== undefined && !reasons.includes(reason)) return false;
  if (subclasses !== undefined && !subclasses.includes(newest.class?.subclass ?? '')) return false;
  return says === undefined || says.test(message);
}

function sharedCause(rule: SharedRule, effect: Fact, key: string): Fact {
  const root = rule.root(key);
  return {
    ...effect,
    key: `${effect.cluster} ${objectKey(root)} ${rule.reason}`,
    object: root,
    subject: root,
    blamed: root,
    reason: rule.reason,
    message: rule.title,
    symptom: undefined,
    count: 0,
    incident: undefined,
    because: undefined,
  };
}

function asCausal({ id, title, effect, join, windowMs, reason }: SharedRule): CausalRule {
  return { id, title, cause: { reasons: [reason] }, effect, join: [join], windowMs, use: 'root', source: '' };
}

/** A cause that stands is one until it ends; another as long as its window. */
function isInTime({ windowMs, lateMs = 0, atTurns }: CausalRule, cause: Fact, effect: Fact): boolean {
  if (effect.last < cause.first - lateMs) return false;
  if (atTurns) return [cause.first, cause.ended].some((turn) => isNear(turn, effect, windowMs, lateMs));
  if (cause.symptom?.stands && cause.ended === undefined) return true;
  return effect.first <= (cause.ended ?? cause.last) + windowMs;
}

function isNear(turn: number | undefined, { first, last }: Fact, windowMs: number, lateMs: number): boolean {
  return turn !== undefined && last >= turn - lateMs && first <= turn + windowMs;
}

/** Whether one follows from the other already; nothing is the cause of its own cause. */
function followsFrom(fact: Fact, other: Fact): boolean {
  let at: Fact | undefined = fact;
  for (let steps = 0; at !== undefined && steps < 50; steps++) {
    if (at === other) return true;
    at = at.because?.of;
  }
  return false;
}
