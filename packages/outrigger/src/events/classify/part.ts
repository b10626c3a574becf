import type { EventsPart } from '../part.ts';
import type { ClassifyFlags } from './classify.ts';

/** `outrigger events classify`. */
export const classifyPart: EventsPart = {
  name: 'classify',
  summary: 'what a reason means, and which reasons nobody knows',
  argument: ['[REASON]', 'explain this one, e.g. BackOff'],
  what:
    'Say what events mean: category, severity, what they recover from, by which rule. Severity does not follow from the type:\n' +
    'a node that is lost is an event of type Normal.',
  examples: [
    ['What does a reason mean?', 'classify BackOff'],
    ['And with this message?', 'classify Failed --message \'Failed to pull image "a:1": unauthorized\''],
    ['What do the events of a cluster mean?', 'classify -f events.json'],
    ['Which of them does no rule know? (exit code 1 when there are any)', 'classify -f events.json --unclassified'],
    ['With rules of your own', 'classify -f events.json --rules rules.yaml'],
    ['All that is known', 'classify --list'],
  ],
  flags: [
    {
      heading: 'Which events:',
      flags: [
        {
          flags: '-f, --filename <FILE>',
          takes: 'many',
          description: 'events as JSON, JSON lines, watch changes, or YAML; - is standard input',
        },
        {
          flags: '--message <TEXT>',
          takes: 'one',
          description: 'the message of the event that REASON is explained for',
        },
        { flags: '--component <NAME>', takes: 'one', description: 'who writes it, e.g. kubelet' },
        { flags: '--kind <KIND>', takes: 'one', description: 'what it is about, e.g. Node' },
        { flags: '--type <TYPE>', takes: 'one', description: 'Normal or Warning' },
      ],
    },
    {
      heading: 'What is said:',
      flags: [
        { flags: '--rules <FILE>', takes: 'many', description: 'rules of your own, asked before the catalogue' },
        {
          flags: '--unclassified',
          takes: 'nothing',
          description: 'only reasons that no rule knows; exit code 1 when there are any',
        },
        { flags: '--list', takes: 'nothing', description: 'every reason of the catalogue' },
        {
          flags: '-o, --output <FORMAT>',
          takes: 'one',
          choices: ['table', 'wide', 'json', 'yaml', 'csv', 'jsonl'],
          default: 'table',
          description: 'how to print it; wide adds what it recovers from and the source',
        },
        { flags: '--no-headers', takes: 'nothing', description: 'no headings in tables' },
      ],
    },
  ],
  exitCodes: [
    '0    printed',
    '1    --unclassified, and there are some; REASON is unknown',
    '2    wrong use, or a file that cannot be read',
  ],
  async run(words, flags, surroundings) {
    const { classify } = await import('./classify.ts');
    return classify(words, flags as ClassifyFlags, surroundings);
  },
};
