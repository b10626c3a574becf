import type { EventsPart } from '../part.ts';
import { HERE_FLAGS, type HereFlags } from './flags.ts';

/** `outrigger events here`. */
export const herePart: EventsPart = {
  name: 'here',
  summary: 'the Events of pods that run on this machine',
  argument: ['[POD]', 'its name; by default all pods'],
  what: 'Print the Events of pods that run on this machine, as kubectl describe pod lists them.',
  examples: [
    ['Of all pods', 'here'],
    ['Of one', 'here web'],
  ],
  flags: [{ heading: 'Flags:', flags: HERE_FLAGS }],
  exitCodes: ['0    done', '2    wrong use, or no such pod'],
  async run(words, flags, surroundings) {
    const { here } = await import('./here.ts');
    return here(words, flags as HereFlags, surroundings);
  },
};
