import type { Behaviour } from '@outrigger/pod';

/**
 * What a small shell script does to its container, of the few words that the recorded workloads use: `sleep`, `exit`, `echo`,
 * `[ A = B ] && …`, `trap "exit 0" TERM`, endless loops. A shell without a trap is process 1 and does not hear of SIGTERM.
 */
export function behaviourOf(script: string, env: Readonly<Record<string, string>>): Behaviour {
  const hasTrap = script.includes('trap "exit 0" TERM');
  const onTerm = { after: hasTrap ? 100 : 0, exit: 0, ignore: !hasTrap };
  let run = 0;
  let exit = 0;
  for (const part of script.split(';').map((each) => each.trim())) {
    if (part.startsWith('trap') || part === 'done' || part.startsWith('[ -e')) continue;
    if (part.startsWith('while')) {
      run = Number.POSITIVE_INFINITY;
      break;
    }
    const [, name = '', value, then] = /^\[ \$(\w+) = (\S+) \] && (.*)$/.exec(part) ?? [];
    const command = then === undefined ? part : env[name] === value ? then : '';
    if (command.startsWith('sleep ')) run += Number(command.slice(6)) * 1000;
    if (!command.startsWith('exit')) continue;
    exit = Number(command.slice(5));
    break;
  }
  return { run, exit, onTerm, probes: {}, hooks: {} };
}
