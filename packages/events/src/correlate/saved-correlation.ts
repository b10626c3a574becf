import type { IncidentObject } from '../incident.ts';
import type { Observation } from '../observation.ts';
import type { CausalRule, JoinKey } from './causal-rule.ts';
import type { Fact } from './fact.ts';
import type { KeptFact } from './fact-book.ts';
import { objectKey } from './object-key.ts';
import type { OpenIncident } from './open-incident.ts';

/** A fact as it is kept: JSON, with keys in the place of what it refers to. */
export interface SavedFact extends KeptFact {
  readonly fact: Omit<Fact, 'incident' | 'because' | 'newest'>;
  /** Without its message where that is the fact's. */
  readonly newest: Omit<Observation, 'message'> & { readonly message?: string };
  readonly incident: string | undefined;
  readonly because:
    | {
        readonly rule: string;
        readonly use: CausalRule['use'];
        readonly of: { readonly key: string; readonly object: IncidentObject; readonly reason: string };
      }
    | undefined;
  readonly order: SavedOrder;
}

/** A fact that has been seen again since it was kept, as long as nothing else is new of it. */
export interface SavedSight extends Pick<Fact, 'last' | 'count' | 'message'> {
  readonly newest: Pick<
    SavedFact['newest'],
    'id' | 'from' | 'until' | 'seenAt' | 'count' | 'event' | 'isCensored' | 'isCombined' | 'message'
  >;
  readonly touched: number;
}

/** Where a fact stands among others: when it was seen last, was given its keys, came to its incident. */
export interface SavedOrder {
  readonly touched: number;
  readonly keyed: number;
  readonly joined: number;
}

/** An open incident as it is kept; its facts know that they are its. */
export interface SavedIncident extends Pick<OpenIncident, 'id' | 'cluster' | 'root' | 'isConfirmed' | 'hasChanged'> {
  readonly sufferers: readonly IncidentObject[];
  /** Undefined where nothing has been forgotten. */
  readonly past: (Omit<OpenIncident['past'], 'reasons'> & { readonly reasons: readonly string[] }) | undefined;
}

/** Of a fact what changes when it is seen again. */
export function sightToSaved({ last, count, message, newest }: Fact, touched: number): SavedSight {
  const { id, from, until, seenAt, count: more, event, isCensored, isCombined } = newest;
  const sight = { id, from, until, seenAt, count: more, event, isCensored, isCombined };
  return {
    last,
    count,
    message,
    newest: newest.message === message ? sight : { ...sight, message: newest.message },
    touched,
  };
}

/** A fact as it was kept, seen again since. */
export function withSight(kept: SavedFact, sight: SavedSight | undefined): SavedFact {
  // It may have gone on without sights meanwhile, by a version that knew of none.
  if (sight === undefined || sight.touched < kept.order.touched) return kept;
  const { last, count, message, newest, touched } = sight;
  const { message: _, ...described } = kept.newest;
  return {
    ...kept,
    fact: { ...kept.fact, last, count, message },
    newest: { ...described, ...newest },
    order: { ...kept.order, touched },
  };
}

/** An incident without what cannot be written. */
export function incidentToSaved({
  id,
  cluster,
  root,
  isConfirmed,
  hasChanged,
  sufferers,
  past,
}: OpenIncident): SavedIncident {
  const isEmpty = past.occurrences === 0 && past.reasons.size === 0;
  return {
    id,
    cluster,
    root,
    isConfirmed,
    hasChanged,
    sufferers: [...sufferers.values()],
    // Without a past it begins at no time, which JSON cannot say.
    past: isEmpty ? undefined : { ...past, reasons: [...past.reasons] },
  };
}

/** The incident again, still without facts. */
export function incidentFromSaved({ past, sufferers, ...rest }: SavedIncident): OpenIncident {
  return {
    ...rest,
    facts: new Set(),
    sufferers: new Map(sufferers.map((object) => [objectKey(object), object])),
    past:
      past === undefined
        ? {
            from: Number.POSITIVE_INFINITY,
            until: Number.NEGATIVE_INFINITY,
            occurrences: 0,
            severity: 'debug',
            reasons: new Set(),
          }
        : { ...past, reasons: new Set(past.reasons) },
  };
}

/** By what an open incident is kept; keys of facts begin with the name of a cluster, which is no space. */
export function incidentKey({ cluster, root }: Pick<OpenIncident, 'cluster' | 'root'>): string {
  return ` ${cluster} ${objectKey(root)}`;
}

/** A rule of which no more is asked than what it is called and what for. */
export function ruleNamed(id: string, use: CausalRule['use']): CausalRule {
  return { id, use, title: '', cause: {}, effect: {}, join: [] as readonly JoinKey[], windowMs: 0, source: '' };
}
