import type { EventsPart } from '../part.ts';
import type { ReplayFlags } from './replay.ts';

/** `outrigger events replay`. */
export const replayPart: EventsPart = {
  name: 'replay',
  summary: 'a recording through the whole pipeline, and what comes of it',
  argument: ['<DIR>', 'a folder with events.jsonl and objects.jsonl: watch changes, a line each: {at, type, object}'],
  what: 'Play recorded changes of Events and objects through all stages into a store in memory. The recorded times are the clock.',
  examples: [
    ['What was wrong, and what came of what?', 'replay recording/'],
    ['For programs: an incident on each line', 'replay recording/ --report incidents -o jsonl'],
    ['Which messages are the same but for what varies?', 'replay recording/ --report templates -o jsonl'],
    ['Which reasons does no rule know?', 'replay recording/ --report classes'],
    ['With rules of your own', 'replay recording/ --rules our-causes.yaml --rules our-classes.yaml'],
  ],
  flags: [
    {
      heading: 'Flags:',
      flags: [
        {
          flags: '--rules <FILE>',
          takes: 'many',
          description: 'your own rules, of classification or causal ones; may be repeated',
        },
        {
          flags: '--report <WHAT>',
          takes: 'one',
          choices: ['incidents', 'templates', 'classes'],
          default: 'incidents',
          description: 'what to print',
        },
        {
          flags: '-o, --output <FORMAT>',
          takes: 'one',
          choices: ['table', 'json', 'jsonl', 'yaml', 'csv'],
          default: 'table',
          description: 'how to print it; jsonl is an object on each line',
        },
      ],
    },
  ],
  exitCodes: ['0    played', '2    wrong use, or rules or a recording that cannot be read'],
  async run(words, flags, surroundings) {
    const { replay } = await import('./replay.ts');
    return replay(words, flags as ReplayFlags, surroundings);
  },
};
