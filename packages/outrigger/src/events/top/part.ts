import { FILTER_GROUP, limitFlag, outputGroup, SOURCE_GROUP } from '../ask/flags.ts';
import type { EventsPart } from '../part.ts';
import type { TopFlags } from './top.ts';

/** `outrigger events top`. */
export const topPart: EventsPart = {
  name: 'top',
  summary: 'what occurs most',
  what: 'Print what occurs most, by how often it came; of the last hour unless --since says otherwise.',
  examples: [
    ['Which workloads make the most noise?', 'top'],
    ['Which messages?', 'top --by template --since 24h'],
    ['Which nodes have the most errors?', 'top --by node --severity error'],
  ],
  flags: [
    {
      heading: 'Groups:',
      flags: [
        {
          flags: '--by <KEY>',
          takes: 'one',
          default: 'workload',
          choices: ['workload', 'reason', 'node', 'namespace', 'template', 'kind', 'category', 'cluster'],
          description: 'what is compared; the reason comes with it',
        },
      ],
    },
    FILTER_GROUP,
    SOURCE_GROUP,
    outputGroup(['table', 'wide', 'json', 'yaml', 'csv', 'jsonl'], [limitFlag(15)]),
  ],
  exitCodes: ['0    printed, even when there were none', '2    wrong use', '3    the service is not there'],
  async run(_, flags, surroundings) {
    const { top } = await import('./top.ts');
    return top(flags as TopFlags, surroundings);
  },
};
