import type { Incident, PlayedClass, PlayedTemplate, ReplayReport } from '@outrigger/events';
import { createMemoryStore, playedClasses, playedIncidents, playedTemplates, playRecording } from '@outrigger/events';
import type { Surroundings } from '../../world/surroundings.ts';
import { sayBriefly } from '../incidents/incident-story.ts';
import { type Column, printRows } from '../print/print-rows.ts';
import { readOwnRules } from '../rules/read-own-rules.ts';
import { readRecording } from './read-recording.ts';

/** What the flags of `outrigger events replay` hold. */
export interface ReplayFlags {
  readonly report: ReplayReport;
  readonly output: string;
  readonly rules?: readonly string[];
}

/** Runs `outrigger events replay` and answers with its exit code. */
export async function replay(
  [folder = '.']: readonly string[],
  { report, output, rules }: ReplayFlags,
  surroundings: Surroundings,
): Promise<number> {
  const own = await readOwnRules(rules, surroundings);
  if (own === undefined) return 2;
  const recording = await readRecording(folder);
  await using store = createMemoryStore();
  const played = await playRecording(recording, store, own);
  const style = { output, headers: true };
  if (report === 'incidents') await printRows(await playedIncidents(store), INCIDENT, style, surroundings);
  else if (report === 'templates') await printRows(await playedTemplates(store, played), TEMPLATE, style, surroundings);
  else await printRows(await playedClasses(store), CLASS, style, surroundings);
  return 0;
}

const INCIDENT: readonly Column<Incident>[] = [
  {
    heading: 'BEGAN',
    cell: ({ from }) => new Date(from).toISOString().slice(11, 19),
    data: ({ from }) => String(from),
  },
  { heading: 'LASTED', cell: ({ from, until }) => `${Math.round((until - from) / 1000)}s` },
  { heading: 'STATE', cell: ({ state }) => state },
  { heading: 'SEVERITY', cell: ({ severity }) => severity },
  { heading: 'ROOT', cell: ({ root }) => sayBriefly(root) },
  { heading: 'AFFECTED', cell: ({ affected }) => affected.map(sayBriefly).join(', ') || '-' },
  { heading: 'REASONS', cell: ({ reasons }) => reasons.join(', ') },
];

const TEMPLATE: readonly Column<PlayedTemplate>[] = [
  { heading: 'REASON', cell: ({ reason }) => reason },
  { heading: 'TEMPLATE', cell: ({ template }) => template },
];

const CLASS: readonly Column<PlayedClass>[] = [
  { heading: 'REASON', cell: ({ reason }) => reason },
  { heading: 'COMPONENT', cell: ({ component }) => component || '-' },
  { heading: 'CATEGORY', cell: ({ category }) => category },
  { heading: 'SEVERITY', cell: ({ severity }) => severity },
  { heading: 'RULE', cell: ({ rule }) => rule ?? '- (no rule knows it)' },
];
