import type { CommandPart } from '../../command-line/command-part.ts';
import type { ExplainFlags } from './explain.ts';

/** `outrigger inference explain`. */
export const explainPart: CommandPart = {
  name: 'explain',
  summary: 'why a request went to this pod, from a decision log',
  argument: ['<LOG...>', 'files written by serve --decisions; - is standard input'],
  what: 'Say in words why requests went where they went: what each filter kept, and what told the winner from the next best.',
  examples: [
    ['Why did the last request go there?', 'explain decisions.jsonl'],
    ['And this one?', 'explain decisions.jsonl --request 7f3a2c'],
    ['The last five that went to an endpoint', 'explain decisions.jsonl --endpoint 10.0.0.7:8000 --last 5'],
    ['For programs', 'explain decisions.jsonl --last 100 -o jsonl'],
  ],
  flags: [
    {
      heading: 'Which decisions:',
      flags: [
        { flags: '--request <ID>', takes: 'one', description: 'those of the request with this x-request-id' },
        { flags: '--endpoint <NAME>', takes: 'one', description: 'those for this endpoint, by ip:port or by pod' },
        { flags: '--last <N>', takes: 'count', description: 'the last so many of them; 1 by default' },
      ],
    },
    {
      heading: 'How they are printed:',
      flags: [
        { flags: '--all', takes: 'nothing', description: 'every endpoint in the table, not only the ten best' },
        {
          flags: '-o, --output <FORMAT>',
          takes: 'one',
          choices: ['text', 'json', 'jsonl'],
          default: 'text',
          description: 'how to print it; jsonl is a decision on each line',
        },
      ],
    },
  ],
  exitCodes: ['0    printed', '2    wrong use, a log that cannot be read, or no such decision in it'],
  async run(words, flags, surroundings) {
    const { explain } = await import('./explain.ts');
    return explain(words, flags as ExplainFlags, surroundings);
  },
};
