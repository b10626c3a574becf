import { FILTER_GROUP, limitFlag, outputGroup, SOURCE_GROUP } from '../ask/flags.ts';
import type { EventsPart } from '../part.ts';
import type { QueryFlags } from './query.ts';

/** `outrigger events query`. */
export const queryPart: EventsPart = {
  name: 'query',
  summary: 'events that were kept, the newest first',
  what: 'Print events that were kept, the newest first. Without -n they are of all namespaces.',
  examples: [
    ['What went wrong in the last hour?', 'query --severity warning --since 1h'],
    ['Of one pod', 'query -n shop --for pod/web-1'],
    ['Of a Deployment with all its pods, for a spreadsheet', 'query --workload deployment/shop/web -o csv'],
    ['Of one incident, the oldest first', 'query --correlation-id inc-3p4ciczfs1t7o --order oldest'],
  ],
  flags: [
    FILTER_GROUP,
    SOURCE_GROUP,
    outputGroup(
      ['table', 'wide', 'json', 'yaml', 'csv', 'jsonl'],
      [
        limitFlag(100),
        {
          flags: '--order <ORDER>',
          takes: 'one',
          choices: ['newest', 'oldest'],
          default: 'newest',
          description: 'which come first',
        },
      ],
    ),
  ],
  exitCodes: ['0    printed, even when there were none', '2    wrong use', '3    the service is not there'],
  async run(_, flags, surroundings) {
    const { query } = await import('./query.ts');
    return query(flags as QueryFlags, surroundings);
  },
};
