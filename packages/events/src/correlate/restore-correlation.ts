import { entriesIn } from '../store/entry-log.ts';
import type { CausalRule } from './causal-rule.ts';
import type { Fact } from './fact.ts';
import type { FactBook } from './fact-book.ts';
import type { IncidentBook } from './incident-book.ts';
import type { KeptAs } from './keep-correlation.ts';
import {
  incidentFromSaved,
  ruleNamed,
  type SavedFact,
  type SavedIncident,
  type SavedOrder,
  type SavedSight,
  withSight,
} from './saved-correlation.ts';

/** Fills the empty books of a correlator with what was kept, and says where each fact stood. */
export function restoreCorrelation(
  kept: (Pick<KeptAs, 'saved'> & { readonly seen: Pick<KeptAs, 'saved'> }) | undefined,
  books: { readonly facts: FactBook; readonly incidents: IncidentBook; readonly rules: readonly CausalRule[] },
): ReadonlyMap<Fact, SavedOrder> {
  const entries = [...entriesIn(kept?.saved)];
  const open = new Map(
    entries
      .filter(([key]) => key.startsWith(' '))
      .map(([key, value]) => [key, incidentFromSaved(value as SavedIncident)]),
  );
  for (const incident of open.values()) books.incidents.restore(incident);
  const sights = entriesIn(kept?.seen.saved) as ReadonlyMap<string, SavedSight>;
  const saved = entries
    .filter(([key]) => !key.startsWith(' '))
    .map(([key, value]) => withSight(value as SavedFact, sights.get(key)));
  const by = (what: keyof SavedOrder) => saved.toSorted((one, other) => one.order[what] - other.order[what]);
  const facts = new Map(
    saved.map((each): [string, Fact] => {
      const { fact, newest } = each;
      const whole = { ...newest, message: newest.message ?? fact.message };
      return [fact.key, { ...fact, newest: whole, ...NOTHING, ...unsaid(fact) }];
    }),
  );
  const rules = new Map(books.rules.map((rule) => [rule.id, rule]));
  const factOf = ({ fact: { key } }: SavedFact): Fact => facts.get(key) as Fact;
  for (const each of by('keyed')) if (each.isInBook) books.facts.restore(factOf(each), each);
  for (const each of by('touched')) if (each.isInBook) books.facts.touch(factOf(each));
  for (const each of saved) {
    const fact = factOf(each);
    const { because } = each;
    if (because === undefined) continue;
    const { rule, use, of } = because;
    // What it follows from may have been forgotten: of that no more is asked than what it was.
    const cause = facts.get(of.key) ?? { ...fact, ...NOTHING, ...of, symptom: undefined };
    fact.because = { rule: rules.get(rule) ?? ruleNamed(rule, use), of: cause };
  }
  for (const each of by('joined')) {
    const incident = each.incident === undefined ? undefined : open.get(each.incident);
    if (incident === undefined) continue;
    factOf(each).incident = incident;
    incident.facts.add(factOf(each));
  }
  return new Map(saved.map((each) => [factOf(each), each.order]));
}

const NOTHING = { incident: undefined, because: undefined };

/** JSON leaves out what is undefined. */
function unsaid({ symptom, ended }: SavedFact['fact']): Pick<Fact, 'symptom' | 'ended'> {
  if (symptom === undefined) return { symptom, ended };
  const { blames, excusedBy, endsWhen } = symptom;
  return { symptom: { ...symptom, blames, excusedBy, endsWhen }, ended };
}
