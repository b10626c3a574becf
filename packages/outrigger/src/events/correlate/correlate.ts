import {
  type CausalRule,
  createMemoryStore,
  type Incident,
  playedIncidents,
  playRecording,
  type ReadCausalRules,
  readCausalRules,
} from '@outrigger/events';
import { readTextOf } from '@outrigger/manifest';
import { printProblems } from '../../input/print-problems.ts';
import { Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import { sayBriefly } from '../incidents/incident-story.ts';
import { type Column, printRows } from '../print/print-rows.ts';
import { readRecording } from '../replay/read-recording.ts';

/** What the flags of `outrigger events correlate` hold. */
export interface CorrelateFlags {
  readonly rules?: readonly string[];
  readonly onlyOwn?: boolean;
  readonly output: string;
}

/** Runs `outrigger events correlate` and answers with its exit code. */
export async function correlate(
  [folder = '.']: readonly string[],
  { rules: files = [], onlyOwn = false, output }: CorrelateFlags,
  surroundings: Surroundings,
): Promise<number> {
  if (onlyOwn && files.length === 0)
    throw new Failure('--only-own needs --rules', { code: 'bad-flag', hint: 'name a file with rules of your own' });
  const rules = await readAll(files, surroundings);
  if (rules === undefined) return 2;
  await using store = createMemoryStore();
  await playRecording(await readRecording(folder), store, { rules, withoutShipped: onlyOwn });
  const links = linksOf(await playedIncidents(store));
  const own = new Set(rules.map(({ id }) => id));
  const shown = rules.length === 0 ? links : links.filter(({ rule }) => own.has(rule));
  await printRows(shown, LINK, { output, headers: true }, surroundings);
  const idle = rules.filter(({ id }) => !shown.some(({ rule }) => rule === id));
  for (const { id } of idle) surroundings.stderr.write(`${id} has found nothing\n`);
  return idle.length === 0 ? 0 : 1;
}

/** What a rule took for the cause of what. */
interface Link {
  readonly rule: string;
  readonly at: number;
  readonly cause: string;
  readonly causeReason: string;
  readonly effect: string;
  readonly effectReason: string;
  readonly root: string;
  readonly incident: string;
}

function linksOf(incidents: readonly Incident[]): readonly Link[] {
  return incidents.flatMap(({ id, root, chain }) =>
    chain.flatMap(({ object, reason, at, because }) => {
      if (because === undefined) return [];
      const [cause, effect] = [sayBriefly(because.of), sayBriefly(object)];
      const link = { rule: because.rule, at, cause, causeReason: because.reason, effect, effectReason: reason };
      return [{ ...link, root: sayBriefly(root), incident: id }];
    }),
  );
}

const LINK: readonly Column<Link>[] = [
  { heading: 'RULE', cell: ({ rule }) => rule },
  { heading: 'CAUSE', cell: ({ cause, causeReason }) => `${causeReason} of ${cause}` },
  { heading: 'EFFECT', cell: ({ effect, effectReason }) => `${effectReason} of ${effect}` },
  { heading: 'AT', cell: ({ at }) => new Date(at).toISOString(), isWide: true },
  { heading: 'ROOT', cell: ({ root }) => root },
  { heading: 'INCIDENT', cell: ({ incident }) => incident, isWide: true },
];

/** The rules of all files; undefined when something is wrong with them, which has been said then. */
async function readAll(
  files: readonly string[],
  surroundings: Surroundings,
): Promise<readonly CausalRule[] | undefined> {
  const read = await Promise.all(files.map(readOne));
  const problems = read.flatMap((one) => (one.ok ? [] : one.problems));
  if (problems.length > 0) {
    printProblems(problems, surroundings, { color: 'auto' });
    return undefined;
  }
  return read.flatMap((one) => (one.ok ? one.rules : []));
}

async function readOne(file: string): Promise<ReadCausalRules> {
  const read = await readTextOf(file);
  return read.ok ? readCausalRules(read.text, file) : { ok: false, problems: [read.problem] };
}
