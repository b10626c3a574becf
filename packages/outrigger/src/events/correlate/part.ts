import type { EventsPart } from '../part.ts';
import type { CorrelateFlags } from './correlate.ts';

/** `outrigger events correlate`. */
export const correlatePart: EventsPart = {
  name: 'correlate',
  summary: 'causal rules of your own, tried on a recording',
  argument: ['<DIR>', 'a folder with events.jsonl and objects.jsonl, as events replay takes it'],
  what: 'Play a recording with causal rules of your own, and print what they take for the cause of what.',
  examples: [
    ['What do these rules find?', 'correlate recording/ --rules our-causes.yaml'],
    ['Without the rules that are shipped', 'correlate recording/ --rules our-causes.yaml --only-own'],
    ['All links, of the shipped rules, too', 'correlate recording/ -o csv'],
  ],
  flags: [
    {
      heading: 'Flags:',
      flags: [
        { flags: '--rules <FILE>', takes: 'many', description: 'rules in YAML; may be repeated' },
        { flags: '--only-own', takes: 'nothing', description: 'leave out the rules that are shipped' },
        {
          flags: '-o, --output <FORMAT>',
          takes: 'one',
          choices: ['table', 'wide', 'json', 'jsonl', 'yaml', 'csv'],
          default: 'table',
          description: 'how to print what was found',
        },
      ],
    },
  ],
  exitCodes: [
    '0    every rule of your own has found something',
    '1    one has found nothing',
    '2    wrong use, or rules or a recording that cannot be read',
  ],
  async run(words, flags, surroundings) {
    const { correlate } = await import('./correlate.ts');
    return correlate(words, flags as CorrelateFlags, surroundings);
  },
};
