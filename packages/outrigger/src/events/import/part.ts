import type { EventsPart } from '../part.ts';
import type { ImportFlags } from './import.ts';

/** `outrigger events import`. */
export const importPart: EventsPart = {
  name: 'import',
  summary: 'exports into a store',
  argument: ['<FILE...>', 'files of events export, JSON lines or Parquet; - is standard input, for JSON lines'],
  what: 'Write exported events, incidents and gaps into a store. What is there already is not written again, so that an import may be begun anew.',
  examples: [
    ['Into a file', 'import events.parquet --store events.sqlite'],
    ['Several into one', 'import east.jsonl west.parquet --store all.sqlite'],
    ['Into ClickHouse', 'import events.jsonl --store clickhouse://ch:8123/outrigger'],
  ],
  flags: [
    {
      heading: 'Flags:',
      flags: [
        {
          flags: '--store <STORE>',
          takes: 'one',
          description:
            'where they are written: a file, which is made when it is not there, postgres://USER@HOST/DATABASE or clickhouse://HOST:8123/DATABASE',
        },
      ],
    },
  ],
  exitCodes: [
    '0    all of it is in the store',
    '2    wrong use, or a file that is no export; what stood before the mistake is written',
    '3    the store is not there',
  ],
  async run(words, flags, surroundings) {
    const { importEvents } = await import('./import.ts');
    return importEvents(words, flags as ImportFlags, surroundings);
  },
};
