import type { Command } from 'commander';
import { partsCommand } from '../command-line/parts-command.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { inferenceParts } from './all-parts.ts';

/** `outrigger inference` with its parts. */
export function inferenceCommand(surroundings: Surroundings, end: (exitCode: number) => void): Command {
  return partsCommand(
    {
      name: 'inference',
      summary: 'the endpoint picker: sends each LLM request to the pod that serves it best',
      what: 'Send each request for a language model to the pod that serves it best: by load, caches, adapters and how much it matters.',
      examples: [
        [
          'A picker for Envoy, for two model servers',
          'serve --endpoints 10.0.0.7:8000,10.0.0.8:8000 --ext-proc 127.0.0.1:9002',
        ],
      ],
      parts: inferenceParts,
    },
    surroundings,
    end,
  );
}
