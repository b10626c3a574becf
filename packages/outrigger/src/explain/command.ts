import { Command } from 'commander';
import { addFlag } from '../command-line/add-flag.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { exampleText } from './examples.ts';
import type { ExplainFlags } from './explain-flags.ts';
import { EXPLAIN_FLAGS } from './flags.ts';

/** `outrigger explain`. */
export function explainCommand(surroundings: Surroundings, end: (exitCode: number) => void): Command {
  const command = new Command('explain')
    .summary('say how a pod will start, run, restart and stop')
    .helpOption('-h, --help', 'print this')
    .argument('[FILE...]', 'manifests: files, directories with all below them, - for standard input');
  for (const { heading, flags } of EXPLAIN_FLAGS) {
    command.optionsGroup(heading);
    for (const flag of flags) addFlag(command, flag);
  }
  return command
    .addHelpText('before', () => `${WHAT}\n\nExamples:\n${exampleText(command.parent?.name() ?? 'outrigger')}`)
    .addHelpText('after', EXIT_CODES)
    .action(async (files: readonly string[], flags: ExplainFlags) => {
      const { explain } = await import('./explain.ts');
      end(await explain(files, flags, surroundings));
    });
}

const WHAT =
  'Say how a pod will start, run, restart and stop, by the rules of the kubelet\n' +
  'you run. What the commands of the manifest decide is read from them; what\n' +
  'nothing decides is assumed, and the answer says so.';

const EXIT_CODES = `
Exit codes:
  0    explained
  1    a bug of Outrigger's own
  2    wrong use, or input that cannot be read, holds no pod, or is refused
  3    something is missing, such as a new enough Node
  130  interrupted
`;
