import type { Hack } from '../hacks/hack.ts';
import type { EditedPod } from './edited-pod.ts';
import type { LeftOver } from './migration.ts';

/**
 * Takes back `shareProcessNamespace` once nothing kills across processes any more: every container could see and signal the
 * others' processes for that alone. Where a command still looks at processes, a person has to decide.
 */
export function unshareProcesses(edited: EditedPod, { hacks, removed }: Kills): readonly LeftOver[] {
  const { spec } = edited.pod();
  const kills = hacks.filter(({ kind }) => kind === 'kill-across-processes');
  if (spec?.shareProcessNamespace !== true || !kills.some((kill) => removed.includes(kill))) return [];
  const isStillUsed = kills.some((kill) => !removed.includes(kill)) || LOOKS_AT_PROCESSES.test(commands(spec));
  if (isStillUsed) {
    return [
      { kind: 'person', message: 'shareProcessNamespace stays, for a command may still look at other processes' },
    ];
  }
  edited.step('Let containers have processes of their own again', [
    { op: 'remove', path: ['spec', 'shareProcessNamespace'] },
  ]);
  return [];
}

interface Kills {
  readonly hacks: readonly Hack[];
  readonly removed: readonly Hack[];
}

const LOOKS_AT_PROCESSES = /\b(?:pgrep|pkill|killall|kill|pidof|ps|nsenter|strace|gdb|jcmd|py-spy)\b|\/proc\//;

function commands(spec: NonNullable<ReturnType<EditedPod['pod']>['spec']>): string {
  return [...(spec.initContainers ?? []), ...spec.containers]
    .flatMap(({ command, args, lifecycle, livenessProbe, readinessProbe, startupProbe }) => [
      ...(command ?? []),
      ...(args ?? []),
      ...[lifecycle?.postStart, lifecycle?.preStop, livenessProbe, readinessProbe, startupProbe].flatMap(
        (run) => run?.exec?.command ?? [],
      ),
    ])
    .join('\n');
}
