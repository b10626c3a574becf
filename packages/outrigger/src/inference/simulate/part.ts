import type { CommandPart } from '../../command-line/command-part.ts';
import { OBJECTIVE_FLAGS } from '../objective-flags.ts';
import type { SimulateFlags } from './simulate.ts';

/** `outrigger inference simulate`. */
export const simulatePart: CommandPart = {
  name: 'simulate',
  summary: 'policies side by side, on virtual time',
  what: 'Play workloads against simulated model servers, with the same requests for each policy, and compare how they fare.',
  examples: [
    ['Long prompts that many share: what does a policy gain?', 'simulate --workload shared-prefix'],
    ['At these loads, in short', 'simulate --workload sharegpt --qps 60,100 --policy predicted,service --seconds 20'],
    ['A report to show around', 'simulate --workload multi-lora -o html > report.html'],
    ["The article's three charts", 'simulate --article -o html > article.html'],
  ],
  flags: [
    {
      heading: 'Traffic:',
      flags: [
        {
          flags: '--workload <LIST>',
          takes: 'one',
          description:
            'sharegpt, shared-prefix, multi-lora, code-generation, reasoning, mooncake, scenario-a, -b, -d, or all; sharegpt by default',
        },
        {
          flags: '--qps <LIST>',
          takes: 'one',
          description: 'requests a second; by default a low, a medium and a near-saturation load of the workload',
        },
        { flags: '--seconds <N>', takes: 'count', description: 'for so long, after a warm-up that is not counted' },
        { flags: '--seeds <N>', takes: 'count', description: 'runs with other requests, for confidence; 3 by default' },
        {
          flags: '--article',
          takes: 'nothing',
          description:
            "the article's: sharegpt at 100 to 1,000 a second, 10 replicas of Llama 2 on H100; a Service, its tree and ours",
        },
      ],
    },
    {
      heading: 'Pool:',
      flags: [
        {
          flags: '--policy <LIST>',
          takes: 'one',
          description: 'what is compared; by default all policies, round-robin, least-queue and a Service',
        },
        { flags: '--replicas <N>', takes: 'count', description: 'model servers; by default those of the workload' },
        {
          flags: '--engine <NAME>',
          takes: 'one',
          choices: ['llama2-7b-a100', 'llama2-7b-h100', 'qwen3-32b-h100'],
          description: 'model and accelerator; by default those of the workload',
        },
      ],
    },
    OBJECTIVE_FLAGS,
    {
      heading: 'Output:',
      flags: [
        {
          flags: '-o, --output <FORMAT>',
          takes: 'one',
          choices: ['table', 'wide', 'json', 'jsonl', 'yaml', 'csv', 'svg', 'html'],
          default: 'table',
          description: 'how it is printed',
        },
        { flags: '--no-headers', takes: 'nothing', description: 'no headings in tables' },
      ],
    },
  ],
  exitCodes: ['0    played', '2    wrong use'],
  async run(_, flags, surroundings) {
    const { simulate } = await import('./simulate.ts');
    return simulate(flags as SimulateFlags, surroundings);
  },
};
