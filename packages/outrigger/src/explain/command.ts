import { DEFAULT_VERSION } from '@outrigger/pod';
import { Command, Option } from 'commander';
import { TIMINGS } from '../kubelet/read-kubelet.ts';
import { badFlag } from '../world/failure.ts';
import { COLOR_MODES } from '../world/style.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { exampleText } from './examples.ts';
import type { ExplainFlags } from './explain-flags.ts';
import { FORMATS } from './formats.ts';

/** `outrigger explain`: its flags are also its help, its documentation (docs/commands/explain.md) and its completion. */
export function explainCommand(surroundings: Surroundings, end: (exitCode: number) => void): Command {
  const command = new Command('explain')
    .summary('say how a pod will start, run, restart and stop')
    .helpOption('-h, --help', 'print this')
    .argument('[FILE...]', 'manifests: files, directories with all below them, - for standard input');
  addInput(command);
  addLife(command);
  addKubelet(command);
  addOutput(command);
  command
    .addHelpText('before', () => `${WHAT}\n\nExamples:\n${exampleText(command.parent?.name() ?? 'outrigger')}`)
    .addHelpText('after', EXIT_CODES);
  return command.action(async (files: readonly string[], flags: ExplainFlags) => {
    const { explain } = await import('./explain.ts');
    end(await explain(files, flags, surroundings));
  });
}

function addInput(command: Command): void {
  command
    .optionsGroup('Input:')
    .addOption(many('-f, --filename <FILE>', 'a manifest, as FILE; may be repeated'))
    .option('-R, --recursive', 'as for kubectl; directories are always read with all below them')
    .option('-n, --namespace <NAME>', 'only objects of this namespace, or of none')
    .option(
      '-l, --selector <LABELS>',
      'only objects with these labels (a=b,c!=d,e in (x,y),f,!g), theirs or their pods’',
    )
    .addOption(many('--name <[KIND/]NAME>', 'only this object, such as deployment/web; may be repeated'));
}

function addLife(command: Command): void {
  command
    .optionsGroup('What happens to the pod (times count from its creation, @TIME from the start of the container):')
    .addOption(many('--crash <NAME[@TIME][=CODE]>', 'the container ends once, after TIME (10s) with CODE (1)'))
    .addOption(many('--crash-loop <NAME[@TIME][=CODE]>', 'it ends so every time, after TIME (1s) with CODE (1)'))
    .addOption(many('--probe-fails <NAME:KIND[@TIME]>', 'its startup, readiness or liveness probe fails, from TIME on'))
    .addOption(many('--ignore-term <NAME>', 'it ignores SIGTERM'))
    .addOption(many('--missing-image <NAME>', 'its image (or the image NAME) cannot be pulled'))
    .addOption(many('--set-image <NAME=IMAGE@TIME>', 'its image is changed'))
    .option('--delete <TIME>', 'the pod is deleted; "never" to leave it alone')
    .addOption(count('--grace-period <SECONDS>', 'of --delete and --evict, instead of the pod’s own'))
    .option('--evict <TIME>', 'the kubelet evicts it')
    .addOption(many('--reboot <TIME>', 'the node restarts'))
    .addOption(many('--restart-kubelet <TIME>', 'the kubelet restarts, the containers run on'))
    .option('--until <TIME>', 'watch until then; by default until nothing new happens')
    .option('--behaviour <FILE>', 'behaviour, timeline and until of a Scenario, for this pod');
}

function addKubelet(command: Command): void {
  command
    .optionsGroup('Kubernetes:')
    .option('--kubelet <VERSION>', 'version of the node, such as 1.30.3 or 1.30', DEFAULT_VERSION)
    .addOption(many('--feature-gates <NAME=BOOL,…>', 'feature gates; may be repeated'))
    .addOption(
      new Option(
        '--timing <MODE>',
        'the bare rules, or with the ticks and delays of a real kubelet (default: nominal; kubelet with -o recording)',
      ).choices(TIMINGS),
    )
    .addOption(count('--seed <N>', 'another run of everything that is random in --timing kubelet'))
    .option(
      '--compare <WITH>',
      'beside the same pod under another version, or "legacy": its sidecars as ordinary containers',
    );
}

function addOutput(command: Command): void {
  command
    .optionsGroup('Output:')
    .addOption(new Option('-o, --output <FORMAT>', 'what to print').choices(Object.keys(FORMATS)).default('text'))
    .addOption(new Option('--color <WHEN>', 'colours').choices(COLOR_MODES).default('auto'))
    .addOption(count('--width <COLUMNS>', 'columns to fill (default: those of the terminal)'))
    .option('--no-headers', 'leave out the headings of tables')
    .option('--scenario [FILE...]', 'the files hold Scenarios: play each, with -o recording');
}

/** A flag that may be repeated; each time it takes one value. */
function many(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, before: readonly string[] | undefined) => [
    ...(before ?? []),
    value,
  ]);
}

function count(flags: string, description: string): Option {
  const [name = flags] = flags.split(' ');
  return new Option(flags, description).argParser((value: string) => {
    if (/^\d{1,9}$/.test(value)) return Number(value);
    throw badFlag(name, `"${value}" is no whole number of 0 or more`);
  });
}

const WHAT =
  'Say how a pod will start, run, restart and stop, by the rules of the kubelet you run. What the commands and probe\n' +
  'commands of the manifest decide is read from them; what nothing decides is assumed, and the answer says so.';

const EXIT_CODES = `
Exit codes:
  0    explained
  1    a bug of Outrigger's own
  2    wrong use, or input that cannot be read or holds no pod
  130  interrupted
`;
