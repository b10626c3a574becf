import type { Command } from 'commander';
import { partsCommand } from '../command-line/parts-command.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { eventsParts } from './all-parts.ts';

/** `outrigger events` with its parts. Without one of them it is `events here`, which it was before there were parts. */
export function eventsCommand(surroundings: Surroundings, end: (exitCode: number) => void): Command {
  return partsCommand(
    {
      name: 'events',
      summary: 'the Events of a cluster: counted, classified, correlated, kept, asked',
      what: 'Keep what Kubernetes tells by its Events, count it exactly, find what caused what, and ask.',
      examples: [
        ['Read the cluster of the current context, and keep what it tells', 'serve'],
        ['What is wrong now?', 'incidents --state open'],
        ['Why does this pod not start?', 'explain web-7d4b9c-x2x7p -n shop'],
        ['What went wrong in the last hour?', 'query --severity warning --since 1h'],
        ['What comes most often?', 'top --since 24h'],
        ['The Events of pods that `outrigger run` runs here', 'here web'],
      ],
      parts: eventsParts,
      usual: 'here',
    },
    surroundings,
    end,
  );
}
