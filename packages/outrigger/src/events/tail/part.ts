import { FILTER_GROUP, outputGroup, TAIL_SOURCE_GROUP } from '../ask/flags.ts';
import type { EventsPart } from '../part.ts';
import type { TailFlags } from './tail.ts';

/** `outrigger events tail`. */
export const tailPart: EventsPart = {
  name: 'tail',
  summary: 'events as they come',
  what: 'Print the latest events and then those that come, until Ctrl-C.',
  examples: [
    ['All that is worth a look', 'tail --severity notice'],
    ['Of one namespace, for a program', 'tail -n shop -o jsonl'],
    ['Of what comes from now on, ten at most', 'tail --lines 0 --limit 10'],
  ],
  flags: [
    FILTER_GROUP,
    TAIL_SOURCE_GROUP,
    outputGroup(
      ['table', 'wide', 'jsonl'],
      [
        {
          flags: '--lines <N>',
          takes: 'count',
          default: '10',
          description: 'how many of the latest are printed before',
        },
        { flags: '--limit <N>', takes: 'count', description: 'end after so many' },
      ],
    ),
  ],
  exitCodes: [
    '0    so many as were asked for',
    '2    wrong use',
    '3    the service is not there, or has ended',
    '130  ended by Ctrl-C',
  ],
  async run(_, flags, surroundings) {
    const { tail } = await import('./tail.ts');
    return tail(flags as TailFlags, surroundings);
  },
};
