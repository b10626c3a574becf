import { FILTER_GROUP, SOURCE_GROUP } from '../ask/flags.ts';
import type { EventsPart } from '../part.ts';
import type { ExportFlags } from './export.ts';

/** `outrigger events export`. */
export const exportPart: EventsPart = {
  name: 'export',
  summary: 'events that were kept, for other tools and other stores',
  what: 'Write events that were kept, the oldest first, with the incidents and gaps of their time. events import reads them again.',
  examples: [
    [
      'A month of a store, for DuckDB, ClickHouse or pandas',
      'export --store events.sqlite --since 30d -o parquet > events.parquet',
    ],
    ['Everything, as JSON lines', 'export --to events.jsonl'],
    ['What went wrong in one namespace', 'export -n shop --severity warning -o parquet --to shop.parquet'],
    [
      'From one store into another',
      'export --store events.sqlite | outrigger events import - --store clickhouse://ch:8123/outrigger',
    ],
  ],
  flags: [
    FILTER_GROUP,
    SOURCE_GROUP,
    {
      heading: 'Output:',
      flags: [
        {
          flags: '-o, --output <FORMAT>',
          takes: 'one',
          choices: ['jsonl', 'parquet'],
          default: 'jsonl',
          description: 'jsonl is {"observation": …}, {"incident": …} or {"gap": …} on each line; parquet a table',
        },
        {
          flags: '--to <FILE>',
          takes: 'one',
          description: 'a file that is there when all of it is written; standard output by default',
        },
      ],
    },
  ],
  exitCodes: [
    '0    written, even when there was nothing',
    '2    wrong use, or a file that cannot be written',
    '3    the service or the store is not there',
    '130  ended by Ctrl-C; what was there under the name of --to still is',
  ],
  async run(_, flags, surroundings) {
    const { exportEvents } = await import('./export.ts');
    return exportEvents(flags as ExportFlags, surroundings);
  },
};
