import type { Incident } from '@outrigger/events';
import { fit, humanDuration } from '@outrigger/pod';
import { Failure } from '../../world/failure.ts';
import { widthOf } from '../../world/style.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import type { AskFlags } from '../ask/flags.ts';
import { asking, openSource } from '../ask/open-source.ts';
import { incidentFilterOf, limitOf } from '../ask/read-filter.ts';
import { type Column, printRows } from '../print/print-rows.ts';
import { oneLine } from '../print/safe.ts';
import { incidentChart } from './incident-chart.ts';
import { incidentStory, sayBriefly } from './incident-story.ts';

/** What the flags of `outrigger events incidents` hold. */
export type IncidentFlags = AskFlags;

/** Runs `outrigger events incidents` and answers with its exit code. */
export async function incidents(
  [id]: readonly string[],
  flags: IncidentFlags,
  surroundings: Surroundings,
): Promise<number> {
  const { stdout, stderr, env } = surroundings;
  const now = Date.now();
  const filter = id === undefined ? incidentFilterOf(flags, now) : { ids: [id] };
  const limit = limitOf(flags);
  await using source = await openSource(flags, surroundings);
  const { items } = await asking(() => source.reader.incidents(filter, { limit: Math.min(limit, 1000) }));
  const isForPeople = /^(?:table|wide|chart)$/.test(flags.output);
  if (id !== undefined && items.length === 0) {
    throw new Failure(`there is no incident "${id}"`, {
      code: 'no-incident',
      hint: 'outrigger events incidents lists them',
    });
  }
  if (items.length === 0 && isForPeople) stderr.write('no incidents\n');
  else if (flags.output === 'chart') {
    for (const line of incidentChart(items, widthOf(undefined, env, stdout))) stdout.write(`${oneLine(line)}\n`);
  } else if (id !== undefined && isForPeople) {
    const width = stdout.isTty ? widthOf(undefined, env, stdout) : Number.POSITIVE_INFINITY;
    for (const line of items.flatMap(incidentStory)) stdout.write(`${fit(oneLine(line), width)}\n`);
  } else await printRows(items, columnsAt(now), flags, surroundings);
  return 0;
}

function columnsAt(now: number): readonly Column<Incident>[] {
  const iso = (at: number): string => new Date(at).toISOString();
  return [
    { heading: 'ID', cell: ({ id }) => id },
    { heading: 'STATE', cell: ({ state }) => state },
    { heading: 'SEVERITY', cell: ({ severity }) => severity },
    { heading: 'BEGAN', cell: ({ from }) => humanDuration(Math.max(0, now - from)), data: ({ from }) => iso(from) },
    {
      heading: 'LASTED',
      cell: ({ from, until }) => humanDuration(until - from),
      data: ({ from, until }) => String((until - from) / 1000),
    },
    { heading: 'LEVEL', cell: ({ level }) => level, isWide: true },
    { heading: 'RULE', cell: ({ rule }) => rule ?? '-', isWide: true },
    { heading: 'EVENTS', cell: ({ occurrences }) => String(occurrences) },
    { heading: 'ROOT', cell: ({ root }) => sayBriefly(root) },
    {
      heading: 'AFFECTED',
      cell: ({ affected }) => sayFew(affected.map(sayBriefly)),
      data: ({ affected }) => affected.map(sayBriefly).join(' '),
    },
    { heading: 'REASONS', cell: ({ reasons }) => reasons.join(', '), data: ({ reasons }) => reasons.join(' ') },
    { heading: 'CLUSTER', cell: ({ cluster }) => cluster, isWide: true },
  ];
}

/** A table is read by its first words; `incidents ID` has all. */
function sayFew(texts: readonly string[]): string {
  const few = texts.slice(0, 3).join(', ') || '-';
  return texts.length > 3 ? `${few} and ${texts.length - 3} more` : few;
}
