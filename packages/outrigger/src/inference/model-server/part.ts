import type { CommandPart } from '../../command-line/command-part.ts';
import type { ModelServerFlags } from './model-server.ts';

/** `outrigger inference model-server`. */
export const modelServerPart: CommandPart = {
  name: 'model-server',
  summary: 'model servers to try things on, without an accelerator',
  what: 'Serve completions and chats as vLLM does, in the time that an accelerator would take, until Ctrl-C. The words mean nothing.',
  examples: [
    ['One model', 'model-server --port 8000 --model gpt-4-chat'],
    ['Ten of them for a pool, on ports 8000 to 8009', 'model-server --port 8000 --servers 10'],
    ['With adapters, ten times as fast', 'model-server --port 8000 --adapters tweets,sql --speed 10'],
  ],
  flags: [
    {
      heading: 'Server:',
      flags: [
        { flags: '--port <N>', takes: 'count', description: 'the port, or the first of several; 8000 by default' },
        { flags: '--address <HOST>', takes: 'one', default: '127.0.0.1', description: 'where it listens' },
        { flags: '--servers <N>', takes: 'count', description: 'so many, each on a port of its own; 1 by default' },
      ],
    },
    {
      heading: 'Model:',
      flags: [
        { flags: '--model <NAME>', takes: 'one', default: 'base', description: 'the name by which it is asked for' },
        { flags: '--adapters <LIST>', takes: 'one', description: 'LoRA adapters that it can load' },
        {
          flags: '--engine <NAME>',
          takes: 'one',
          choices: ['llama2-7b-a100', 'llama2-7b-h100', 'qwen3-32b-h100'],
          default: 'llama2-7b-a100',
          description: 'the model and accelerator whose times it takes',
        },
        { flags: '--speed <N>', takes: 'one', description: 'so many times as fast; 1 by default' },
        { flags: '--seed <N>', takes: 'count', description: 'of the lengths of answers; 1 by default' },
      ],
    },
  ],
  exitCodes: [
    '0    ended by Ctrl-C or SIGTERM, with all answers under way given',
    '2    wrong use',
    '3    what it needs is not there: the port',
    '130  a second Ctrl-C broke off answers under way',
  ],
  async run(_, flags, surroundings) {
    const { modelServer } = await import('./model-server.ts');
    return modelServer(flags as ModelServerFlags, surroundings);
  },
};
