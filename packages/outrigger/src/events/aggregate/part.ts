import { FILTER_GROUP, limitFlag, outputGroup, SOURCE_GROUP } from '../ask/flags.ts';
import type { EventsPart } from '../part.ts';
import type { AggregateFlags } from './aggregate.ts';

/** `outrigger events aggregate`. */
export const aggregatePart: EventsPart = {
  name: 'aggregate',
  summary: 'occurrences counted by groups and intervals',
  what: 'Count occurrences – not objects: an Event that came 400 times counts 400 – by groups and intervals of time.',
  examples: [
    ['By reason, of the last day', 'aggregate --group-by reason --since 24h'],
    ['How often each workload failed, by the hour', 'aggregate --group-by workload --severity error --window 1h'],
    [
      'On how many objects, how fast, for a spreadsheet',
      'aggregate --group-by node,reason --metrics count,rate,objects -o csv',
    ],
  ],
  flags: [
    {
      heading: 'Groups:',
      flags: [
        {
          flags: '--group-by <KEYS>',
          takes: 'one',
          default: 'reason',
          description:
            'cluster, namespace, kind, workload, node, reason, category, severity, template, type; several with commas',
        },
        { flags: '--window <DURATION>', takes: 'one', description: 'also by intervals: 5m, 1h' },
        {
          flags: '--metrics <METRICS>',
          takes: 'one',
          default: 'count,objects,last',
          description: 'count, rate (per minute), objects, first, last, p95Duration; several with commas',
        },
      ],
    },
    FILTER_GROUP,
    SOURCE_GROUP,
    outputGroup(['table', 'wide', 'json', 'yaml', 'csv', 'jsonl'], [limitFlag(100)]),
  ],
  exitCodes: ['0    printed, even when there were none', '2    wrong use', '3    the service is not there'],
  async run(_, flags, surroundings) {
    const { aggregate } = await import('./aggregate.ts');
    return aggregate(flags as AggregateFlags, surroundings);
  },
};
