import { outputGroup, SOURCE_GROUP } from '../ask/flags.ts';
import type { EventsPart } from '../part.ts';
import type { ExplainPodFlags } from './explain.ts';

/** `outrigger events explain`. */
export const explainPart: EventsPart = {
  name: 'explain',
  summary: 'what happened to a pod, and why',
  argument: ['POD', 'its name, also pod/web or shop/web'],
  what: 'Say what happened to a pod, in order, and which incident it is part of.',
  examples: [
    ['Why does it not start?', 'explain web-7d4b9c-x2x7p -n shop'],
    ['For a program', 'explain shop/web-7d4b9c-x2x7p -o json'],
  ],
  flags: [
    {
      heading: 'Which pod:',
      flags: [
        { flags: '-n, --namespace <NAME>', takes: 'one', default: 'default', description: 'the namespace of the pod' },
        { flags: '--cluster <NAME>', takes: 'one', description: 'of this cluster' },
        { flags: '--since <TIME>', takes: 'one', description: 'not before: 15m, 1h30m, 2d ago, or RFC 3339' },
        { flags: '--until <TIME>', takes: 'one', description: 'before, written as --since' },
      ],
    },
    SOURCE_GROUP,
    outputGroup(['table', 'json', 'yaml']),
  ],
  exitCodes: ['0    printed', '2    wrong use, or nothing is known of the pod', '3    the service is not there'],
  async run(words, flags, surroundings) {
    const { explain } = await import('./explain.ts');
    return explain(words, flags as ExplainPodFlags, surroundings);
  },
};
