import type { CommandPart } from '../../command-line/command-part.ts';
import type { PolicyFlags } from './policy.ts';

/** `outrigger inference policy`. */
export const policyPart: CommandPart = {
  name: 'policy',
  summary: "what becomes of an upstream picker's configuration",
  argument: ['<FILE>', 'an EndpointPickerConfig, YAML or JSON; - is standard input'],
  what:
    'Read a configuration of the llm-d router, also with modules of your own, and say what each of its parts becomes here: the same,\n' +
    'built in, set elsewhere, or nothing.',
  examples: [
    ['Can it be used as it is?', 'policy epp-config.yaml'],
    ['For programs', 'policy epp-config.yaml -o json'],
  ],
  flags: [
    {
      heading: 'Flags:',
      flags: [
        {
          flags: '-o, --output <FORMAT>',
          takes: 'one',
          choices: ['table', 'json'],
          default: 'table',
          description: 'how to print it',
        },
      ],
    },
  ],
  exitCodes: [
    '0    serve --policy-file takes it',
    '1    a part of it has no counterpart',
    '2    wrong use, or a file or a module that cannot be read',
  ],
  async run(words, flags, surroundings) {
    const { policy } = await import('./policy.ts');
    return policy(words, flags as PolicyFlags, surroundings);
  },
};
