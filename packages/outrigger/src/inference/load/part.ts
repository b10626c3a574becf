import type { CommandPart } from '../../command-line/command-part.ts';
import { OBJECTIVE_FLAGS } from '../objective-flags.ts';
import type { LoadFlags } from './load.ts';

/** `outrigger inference load`. */
export const loadPart: CommandPart = {
  name: 'load',
  summary: "the simulator's workloads, sent to a real endpoint",
  what: "Send a workload to any endpoint with OpenAI's API, at one rate after the other, and print how long answers took. Requests come by chance and wait for nobody: times count from when a request was due. Answers are streamed.",
  examples: [
    ['A server, at three rates for half a minute each', 'load --target http://127.0.0.1:8000 --qps 5,10,20'],
    [
      'Chats through a gateway',
      'load --target http://gateway/v1/chat/completions --model gpt-4-chat --workload shared-prefix',
    ],
    ['For a spreadsheet', 'load --target http://127.0.0.1:8000 --qps 5,10,20,40 -o csv > load.csv'],
  ],
  flags: [
    {
      heading: 'Target:',
      flags: [
        {
          flags: '--target <URL>',
          takes: 'one',
          description:
            'the endpoint; without a path, /v1/completions. A path that ends in chat/completions is asked for chats',
        },
        {
          flags: '--model <NAME>',
          takes: 'one',
          default: 'base',
          description: 'the model; adapters have names of their own',
        },
        { flags: '--header <LINE>', takes: 'many', description: "with each request, as 'authorization: Bearer …'" },
        {
          flags: '--timeout <SECONDS>',
          takes: 'count',
          description: 'silence after which one has failed; 120 by default',
        },
      ],
    },
    {
      heading: 'Traffic:',
      flags: [
        {
          flags: '--workload <NAME>',
          takes: 'one',
          choices: [
            ...['sharegpt', 'shared-prefix', 'multi-lora', 'code-generation', 'reasoning', 'mooncake'],
            ...['scenario-a', 'scenario-b', 'scenario-d'],
          ],
          default: 'sharegpt',
          description: 'what is asked',
        },
        {
          flags: '--qps <LIST>',
          takes: 'one',
          default: '1',
          description: 'requests a second, one rate after the other',
        },
        { flags: '--seconds <N>', takes: 'count', description: 'for so long at each rate; 30 by default' },
        { flags: '--seed <N>', takes: 'count', description: 'the same requests each time; 1 by default' },
      ],
    },
    OBJECTIVE_FLAGS,
    {
      heading: 'Output:',
      flags: [
        {
          flags: '-o, --output <FORMAT>',
          takes: 'one',
          choices: ['table', 'wide', 'json', 'jsonl', 'yaml', 'csv'],
          default: 'table',
          description: 'how it is printed',
        },
        { flags: '--no-headers', takes: 'nothing', description: 'no headings in tables' },
      ],
    },
  ],
  exitCodes: [
    '0    all requests were answered, or shed with 429',
    '1    some failed',
    '2    wrong use',
    '3    nobody answers at the target',
    '130  interrupted; what was measured is printed',
  ],
  async run(_, flags, surroundings) {
    const { load } = await import('./load.ts');
    return load(flags as LoadFlags, surroundings);
  },
};
