import type { Observation } from '../observation.ts';
import type { Ending } from './ending.ts';
import { worseOrEqual } from './severity-order.ts';
import { SYMPTOMS } from './symptoms.ts';

/** What it takes for an event to be trouble. */
export interface Symptom {
  /** So many occurrences at least. */
  readonly times: number;
  /** It has not recovered for so long since the first, in ms. Short troubles are blips, and no incidents. */
  readonly lastingMs: number;
  /** It counts for a pod that has been asked to end, too. */
  readonly alsoWhenEnding: boolean;
  /** With whom the trouble lies, where that is not the workload of what the event is about. */
  readonly blames: Blame | undefined;
  /** It is none as long as somebody works on it, who says so by one of these about the same object. */
  readonly excusedBy: { readonly reasons: readonly string[]; readonly forMs: number } | undefined;
  /** It holds until it is said to have ended, not only as long as it is repeated. */
  readonly stands: boolean;
  /** It is over as soon as its object shows this, too. */
  readonly endsWhen: Ending | undefined;
}

/** The node the pod is on, one that takes no pods, or the pod that took the place. */
export type Blame = 'node' | 'away-node' | 'preemptor';

/** A row of the table of symptoms. */
export interface SymptomRow extends Partial<Symptom> {
  readonly reasons: readonly string[];
  readonly kinds?: readonly string[];
  readonly subclasses?: readonly string[];
  readonly says?: RegExp;
  /** Is no trouble, whatever its severity. */
  readonly isNoise?: true;
  /** One sentence without a full stop. */
  readonly why: string;
}

/** What it takes for this event to be trouble; undefined when it never is. */
export function symptomOf(observation: Observation): Symptom | undefined {
  for (const row of ROWS.get(observation.reason) ?? []) {
    if (!fits(row, observation)) continue;
    return row.symptom;
  }
  const severity = observation.class?.severity ?? (observation.type === 'Warning' ? 'warning' : 'info');
  if (worseOrEqual(severity, 'error')) return ORDINARY;
  return worseOrEqual(severity, 'warning') ? LESSER : undefined;
}

function fits({ kinds, subclasses, says }: SymptomRow, { about, class: meaning, message }: Observation): boolean {
  if (kinds !== undefined && !kinds.includes(about.kind)) return false;
  if (subclasses !== undefined && !subclasses.includes(meaning?.subclass ?? '')) return false;
  return says === undefined || says.test(message);
}

const ORDINARY: Symptom = {
  times: 1,
  lastingMs: 10_000,
  alsoWhenEnding: false,
  blames: undefined,
  excusedBy: undefined,
  stands: false,
  endsWhen: undefined,
};

const LESSER: Symptom = { ...ORDINARY, lastingMs: 30_000 };

interface IndexedRow extends SymptomRow {
  readonly symptom: Symptom | undefined;
}

const ROWS: ReadonlyMap<string, readonly IndexedRow[]> = indexRows();

function indexRows(): ReadonlyMap<string, readonly IndexedRow[]> {
  const rows = new Map<string, IndexedRow[]>();
  for (const row of SYMPTOMS) {
    const { isNoise, times, lastingMs, alsoWhenEnding, blames, excusedBy, stands, endsWhen } = { ...ORDINARY, ...row };
    const symptom = isNoise ? undefined : { times, lastingMs, alsoWhenEnding, blames, excusedBy, stands, endsWhen };
    for (const reason of row.reasons) rows.set(reason, [...(rows.get(reason) ?? []), { ...row, symptom }]);
  }
  return rows;
}
