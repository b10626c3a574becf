import type { Classification, Observation } from '../observation.ts';
import { ALL_GROUPS } from './catalog/all-groups.ts';
import { guessClass } from './guess-class.ts';
import { type IndexedRow, indexCatalog } from './index-catalog.ts';
import type { UserRule } from './rules/user-rule.ts';

/** Says what events mean. */
export interface Classifier {
  readonly classify: (observation: ClassifiedBy) => Classification;
  /** Puts other rules of the user in the place of those before, from the next event on. */
  readonly replaceRules: (rules: readonly UserRule[]) => void;
}

/** What a class is made of. */
export type ClassifiedBy = Omit<Observation, 'class' | 'metadata' | 'template' | 'correlationId'>;

/** A classifier with the catalogue and rules of the user; the first rule of the user that fits is laid over what the catalogue says. */
export function createClassifier(rules: readonly UserRule[] = []): Classifier {
  let own = rules;
  return {
    classify(observation) {
      const known = classOf(observation);
      return own.length === 0 ? known : withOwnRules(known, observation, own);
    },
    replaceRules(next) {
      own = next;
    },
  };
}

/** The stage: every observation with its class. */
export function classifyAll(observations: readonly Observation[], classifier: Classifier): readonly Observation[] {
  return observations.map((observation) => ({ ...observation, class: classifier.classify(observation) }));
}

const INDEX = indexCatalog(ALL_GROUPS);

function classOf(observation: ClassifiedBy): Classification {
  const rows = INDEX.get(observation.reason);
  if (rows === undefined) return guessClass(observation);
  const [only] = rows;
  const row = rows.length === 1 && only !== undefined ? only : bestOf(rows, observation);
  return row.subclasses.length === 0 ? row.meaning : finer(row, observation.message);
}

/** Which of several rows of a reason is meant: of its kind of object at all, then by who says it, then by kind, then by type. */
function bestOf(rows: readonly IndexedRow[], { about, source, type }: ClassifiedBy): IndexedRow {
  let best = rows[0] as IndexedRow;
  let most = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const byKind = row.kinds === undefined ? 0 : row.kinds.includes(about.kind) ? 2 : -8;
    const points = byKind + (row.components.has(source.component) ? 4 : 0) + (row.type === type ? 1 : 0);
    if (points <= most) continue;
    best = row;
    most = points;
  }
  return best;
}

function finer({ subclasses, meaning }: IndexedRow, message: string): Classification {
  for (const { says, alsoSays, meaning: own } of subclasses) {
    if (containsOne(message, says) && (alsoSays === undefined || containsOne(message, alsoSays))) return own;
  }
  return meaning;
}

function containsOne(message: string, words: readonly string[]): boolean {
  for (const word of words) if (message.includes(word)) return true;
  return false;
}

function withOwnRules(known: Classification, observation: ClassifiedBy, rules: readonly UserRule[]): Classification {
  for (const rule of rules) {
    const own = rule.classify(observation, known);
    if (own !== undefined) return own;
  }
  return known;
}
