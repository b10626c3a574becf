import type { AggregateKey, AggregateRow } from '@outrigger/events';
import { humanDuration } from '@outrigger/pod';
import type { Surroundings } from '../../world/surroundings.ts';
import type { AskFlags } from '../ask/flags.ts';
import { asking, openSource } from '../ask/open-source.ts';
import { filterOf, limitOf } from '../ask/read-filter.ts';
import { type Column, printRows } from '../print/print-rows.ts';

/** What the flags of `outrigger events top` hold. */
export interface TopFlags extends AskFlags {
  readonly by: AggregateKey;
}

/** Runs `outrigger events top` and answers with its exit code. */
export async function top(flags: TopFlags, surroundings: Surroundings): Promise<number> {
  const now = Date.now();
  const filter = filterOf({ ...flags, since: flags.since ?? '1h' }, now);
  const limit = limitOf(flags);
  const groupBy: readonly AggregateKey[] = flags.by === 'reason' ? ['reason'] : [flags.by, 'reason'];
  await using source = await openSource(flags, surroundings);
  const rows = await asking(() => source.reader.aggregate({ filter, groupBy, metrics: ['count', 'objects', 'last'] }));
  const most = rows.toSorted((a, b) => (b.count ?? 0) - (a.count ?? 0)).slice(0, limit);
  if (most.length === 0 && /^(?:table|wide)$/.test(flags.output)) surroundings.stderr.write('no events fit\n');
  else await printRows(most, columnsOf(groupBy, most[0]?.count ?? 1, now), flags, surroundings);
  return 0;
}

function columnsOf(groupBy: readonly AggregateKey[], most: number, now: number): readonly Column<AggregateRow>[] {
  return [
    { heading: 'COUNT', cell: ({ count = 0 }) => String(count) },
    {
      heading: 'SHARE',
      cell: ({ count = 0 }) => bar(count / most),
      data: ({ count = 0 }) => (count / most).toFixed(3),
    },
    { heading: 'OBJECTS', cell: ({ objects = 0 }) => String(objects) },
    {
      heading: 'LAST SEEN',
      cell: ({ last = now }) => humanDuration(Math.max(0, now - last)),
      data: ({ last = now }) => new Date(last).toISOString(),
    },
    ...groupBy.map((key) => ({
      heading: key.toUpperCase(),
      cell: ({ group }: AggregateRow) => group[key] || '-',
    })),
  ];
}

/** Ten columns at most, in eighths. */
function bar(share: number): string {
  const eighths = Math.max(1, Math.round(share * 80));
  return `${'█'.repeat(eighths >> 3)}${['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths & 7]}`;
}
