import type { CommandPart } from '../../command-line/command-part.ts';
import type { ReplayFlags } from './replay.ts';

/** `outrigger inference replay`. */
export const replayPart: CommandPart = {
  name: 'replay',
  summary: 'a decision log against another policy: what would change',
  argument: ['<LOG...>', 'files written by serve --decisions, the oldest first; - is standard input'],
  what:
    'Choose again in each recorded situation, with the same random numbers, and say what would go elsewhere. Each situation is as it\n' +
    'was: what other choices would have changed later is not followed. outrigger inference simulate does that.',
  examples: [
    ['What would the tree of the article have done?', 'replay decisions.jsonl --policy decision-tree'],
    ['Are the choices made again exactly?', 'replay decisions.jsonl'],
    ['All that would change, for programs', 'replay decisions.jsonl --policy sticky -o json'],
  ],
  flags: [
    {
      heading: 'Flags:',
      flags: [
        {
          flags: '--policy <NAME>',
          takes: 'one',
          choices: ['predicted', 'weighted', 'sticky', 'decision-tree', 'decision-tree-v0.4.0'],
          description: 'this one; by default the one that was recorded',
        },
        {
          flags: '--policy-file <FILE>',
          takes: 'one',
          description: "one by upstream's EndpointPickerConfig, as serve takes it",
        },
        { flags: '--changes <N>', takes: 'count', description: 'show so many changed choices; 10 by default' },
        {
          flags: '-o, --output <FORMAT>',
          takes: 'one',
          choices: ['table', 'json'],
          default: 'table',
          description: 'how to print it; json has all changes',
        },
      ],
    },
  ],
  exitCodes: [
    '0    played',
    '1    the policy that was recorded chooses differently now: another version, or other limits',
    '2    wrong use, or a log that cannot be read',
  ],
  async run(words, flags, surroundings) {
    const { replay } = await import('./replay.ts');
    return replay(words, flags as ReplayFlags, surroundings);
  },
};
