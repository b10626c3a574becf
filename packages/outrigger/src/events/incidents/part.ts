import { INCIDENT_GROUP, limitFlag, outputGroup, SOURCE_GROUP } from '../ask/flags.ts';
import type { EventsPart } from '../part.ts';
import type { IncidentFlags } from './incidents.ts';

/** `outrigger events incidents`. */
export const incidentsPart: EventsPart = {
  name: 'incidents',
  summary: 'events that have one cause, with what they affect',
  argument: ['[ID]', 'one of them, with its chain from cause to effect'],
  what: 'Print incidents: events that have one cause, from the root to all that suffers.',
  examples: [
    ['What is wrong now?', 'incidents --state open'],
    ['The last day as a chart', 'incidents --since 24h -o chart'],
    ['How did one come about?', 'incidents inc-3p4ciczfs1t7o'],
  ],
  flags: [
    INCIDENT_GROUP,
    SOURCE_GROUP,
    outputGroup(['table', 'wide', 'chart', 'json', 'yaml', 'csv', 'jsonl'], [limitFlag(50)]),
  ],
  exitCodes: [
    '0    printed, even when there were none',
    '2    wrong use, or no such incident',
    '3    the service is not there',
  ],
  async run(words, flags, surroundings) {
    const { incidents } = await import('./incidents.ts');
    return incidents(words, flags as IncidentFlags, surroundings);
  },
};
