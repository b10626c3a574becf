import { Command } from 'commander';
import { addFlag } from '../command-line/add-flag.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { SCAN_FLAGS, type ScanFlags } from './flags.ts';

/** `outrigger scan`. */
export function scanCommand(surroundings: Surroundings, end: (exitCode: number) => void): Command {
  const command = new Command('scan')
    .summary('find legacy sidecars, workarounds, and native sidecars used wrongly')
    .helpOption('-h, --help', 'print this')
    .argument('[PATH...]', 'files, directories with all below them, - for standard input (default: .)');
  for (const { heading, flags } of SCAN_FLAGS) {
    command.optionsGroup(heading);
    for (const flag of flags) addFlag(command, flag);
  }
  return command
    .addHelpText('before', () => `${WHAT}\n\nExamples:\n${exampleText(command.parent?.name() ?? 'outrigger')}`)
    .addHelpText('after', AFTER)
    .action(async (paths: readonly string[], flags: ScanFlags) => {
      const { scan } = await import('./scan.ts');
      end(await scan(paths, flags, surroundings));
    });
}

const EXAMPLES: readonly (readonly [what: string, line: string])[] = [
  ['What is there in this directory?', 'scan deploy/'],
  ['For the nodes you run', 'scan deploy/ --kubelet 1.29-1.33'],
  ['In CI: annotations, and a report to upload', 'scan -o github -o sarif=outrigger.sarif'],
  ['Only what is new', 'scan --baseline outrigger-baseline.json'],
  ['What Helm makes', 'helm template ./chart | outrigger scan -'],
];

function exampleText(name: string): string {
  return EXAMPLES.map(
    ([what, line]) =>
      `  # ${what}\n  ${line.startsWith('scan') ? `${name} ${line}` : line.replace('outrigger', name)}\n`,
  ).join('\n');
}

const WHAT =
  'Find legacy sidecars, what was built around them, native sidecars used wrongly, and what breaks nearby. Where a\n' +
  'finding speaks of behaviour, the engine has played the pod.';

const AFTER = `
A finding is allowed where it is, with a reason:
  # outrigger:ignore SC021 it is ready at once    on its line, on the one above, above the object
  # outrigger:ignore-file SC021 generated         for the whole file
  outrigger.dev/ignore: "SC021: it is ready"      as an annotation, for the object

Exit codes:
  0    nothing at or above --fail-level
  1    findings at or above --fail-level
  2    wrong use, or input that cannot be read; the rest is reported all the same
  3    something is missing, such as a new enough Node or a place for a report
  130  interrupted
`;
