import type { EventFilter, EventReader, Observation } from '@outrigger/events';
import type { Surroundings } from '../../world/surroundings.ts';
import type { AskFlags } from '../ask/flags.ts';
import { asking, openSource } from '../ask/open-source.ts';
import { filterOf, limitOf } from '../ask/read-filter.ts';
import { eventColumns } from '../print/event-columns.ts';
import { printRows } from '../print/print-rows.ts';

/** What the flags of `outrigger events query` hold. */
export interface QueryFlags extends AskFlags {
  readonly order: 'newest' | 'oldest';
}

/** Runs `outrigger events query` and answers with its exit code. */
export async function query(flags: QueryFlags, surroundings: Surroundings): Promise<number> {
  const now = Date.now();
  const filter = filterOf(flags, now);
  const limit = limitOf(flags);
  await using source = await openSource(flags, surroundings);
  const events = await asking(() => readPages(source.reader, { filter, limit, order: flags.order }));
  if (events.length === 0 && /^(?:table|wide)$/.test(flags.output)) surroundings.stderr.write('no events fit\n');
  else await printRows(events, eventColumns(now), flags, surroundings);
  return 0;
}

interface Wanted {
  readonly filter: EventFilter;
  readonly limit: number;
  readonly order: 'newest' | 'oldest';
}

async function readPages(reader: EventReader, { filter, limit, order }: Wanted): Promise<readonly Observation[]> {
  const found: Observation[] = [];
  let cursor: string | undefined;
  do {
    const page = { limit: Math.min(PAGE, limit - found.length), order, ...(cursor !== undefined && { cursor }) };
    const answer = await reader.query(filter, page);
    found.push(...answer.items);
    cursor = answer.cursor;
  } while (cursor !== undefined && found.length < limit);
  return found;
}

const PAGE = 1000;
