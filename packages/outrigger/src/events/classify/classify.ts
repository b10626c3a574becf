import { type Classifier, createClassifier, type Observation } from '@outrigger/events';
import { badFlag, Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import { printRows } from '../print/print-rows.ts';
import { type ClassRow, classColumns, classRows } from './class-rows.ts';
import { listCatalog } from './list-catalog.ts';
import { readEventsFile } from './read-events-file.ts';
import { readRuleFiles } from './read-rule-files.ts';
import { type AskedEvent, reasonRows } from './reason-rows.ts';

/** What the flags of `outrigger events classify` hold. */
export interface ClassifyFlags extends AskedEvent {
  readonly filename?: readonly string[];
  readonly rules?: readonly string[];
  readonly unclassified?: boolean;
  readonly list?: boolean;
  readonly output: string;
  readonly headers: boolean;
}

/** Runs `outrigger events classify` and answers with its exit code. */
export async function classify(
  [reason]: readonly (string | undefined)[],
  flags: ClassifyFlags,
  surroundings: Surroundings,
): Promise<number> {
  const { filename: files = [], rules = [], list = false } = flags;
  checkUse(reason, flags);
  const own = await readRuleFiles(rules, surroundings);
  if (own === undefined) return 2;
  const classifier = createClassifier(own);
  if (list) return print(listCatalog(), flags, surroundings);
  if (reason !== undefined) return explain(reason, classifier, flags, surroundings);
  const observations: Observation[] = [];
  for (const file of files) observations.push(...(await readEventsFile(file, surroundings)));
  return survey(observations, classifier, flags, surroundings);
}

function checkUse(
  reason: string | undefined,
  { filename = [], list, message, component, kind, type }: ClassifyFlags,
): void {
  const asked = [reason !== undefined, filename.length > 0, list === true].filter(Boolean).length;
  if (asked > 1)
    throw new Failure('a REASON, -f and --list are three questions', { code: 'wrong-use', hint: 'ask one of them' });
  if (asked === 0)
    throw new Failure('nothing to classify', {
      code: 'wrong-use',
      hint: 'give a REASON, events with -f FILE, or --list: outrigger events classify BackOff',
    });
  const said = Object.entries({ message, component, kind, type }).find(([, value]) => value !== undefined);
  if (reason === undefined && said !== undefined)
    throw badFlag(`--${said[0]}`, 'there is no REASON for which it could be');
}

async function explain(
  reason: string,
  classifier: Classifier,
  flags: ClassifyFlags,
  surroundings: Surroundings,
): Promise<number> {
  const rows = reasonRows(reason, flags, classifier);
  await print(rows, flags, surroundings);
  if (rows.some(({ rule }) => rule !== null)) return 0;
  surroundings.stderr.write(`no rule knows ${JSON.stringify(reason)}: this is a guess\n`);
  return 1;
}

async function survey(
  observations: readonly Observation[],
  classifier: Classifier,
  flags: ClassifyFlags,
  surroundings: Surroundings,
): Promise<number> {
  const rows = classRows(observations, classifier);
  const unknown = rows.filter(({ rule }) => rule === null);
  const shown = flags.unclassified ? unknown : rows;
  if (shown.length > 0) await print(shown, flags, surroundings);
  const reasons = new Set(rows.map(({ reason }) => reason)).size;
  const missing = new Set(unknown.map(({ reason }) => reason)).size;
  surroundings.stderr.write(`${reasons - missing} of ${reasons} reasons are known to a rule\n`);
  return flags.unclassified && unknown.length > 0 ? 1 : 0;
}

async function print(rows: readonly ClassRow[], flags: ClassifyFlags, surroundings: Surroundings): Promise<number> {
  await printRows(rows, classColumns(rows, flags.output), flags, surroundings);
  return 0;
}
