import type { IProbe } from 'kubernetes-models/v1';
import type { ProbeKind } from '../model/pod.ts';
import { type ProbeBehaviour, SUCCEEDS } from '../simulate/scenario.ts';
import type { Reason } from './assume-container.ts';
import { type BesideUnknown, type CommandOutcome, type CommandSurroundings, readCommand } from './read-command.ts';
import { existsAt, type FileHistory } from './shell/file-history.ts';
import { showCommand } from './show-command.ts';
import { spellTime } from './spell-time.ts';

/** How a probe will turn out, and why. */
export interface AssumedProbe {
  readonly outcome: ProbeBehaviour;
  readonly reason: Reason;
}

/** When a program answers its probes when nobody knows, in ms since it started. */
const MOMENT: Readonly<Record<ProbeKind, number>> = { startup: 2000, readiness: 1000, liveness: 0 };

/** Reads the command of a probe; probes over the network, and commands that say nothing, succeed after a moment. */
export function assumeProbe(
  { kind, probe }: { readonly kind: ProbeKind; readonly probe: IProbe },
  surroundings: CommandSurroundings,
  files: FileHistory,
): AssumedProbe {
  const argv = probe.exec?.command ?? [];
  if (argv.length === 0) return usual(kind);
  const shown = `its ${kind} probe ${showCommand(argv)}`;
  const at = (now: number) => readCommand(argv, { ...surroundings, exists: (path) => existsAt(files, path, now) });
  const first = at(0);
  const endsAfter = decided(first)?.takes;
  if (endsAfter === undefined) return usual(kind);
  const base: ProbeBehaviour = { ...SUCCEEDS, takes: endsAfter, lingers: first.hasChildren };
  const timeout = (probe.timeoutSeconds || 1) * 1000;
  if (endsAfter >= timeout) {
    const takes = endsAfter === Number.POSITIVE_INFINITY ? 'never ends' : `takes ${spellTime(endsAfter)}`;
    const text = `${shown} ${takes} and fails: its timeout is ${spellTime(timeout)}`;
    return { outcome: base, reason: { because: 'command', text } };
  }
  return byFiles(at, { base, shown, changes: changesOf(files) }) ?? usual(kind);
}

interface Found {
  readonly base: ProbeBehaviour;
  readonly shown: string;
  /** When files change, in ms since the container started. */
  readonly changes: readonly number[];
}

/** Asks again at every moment at which a file of the container changes. */
function byFiles(at: (now: number) => CommandOutcome, { base, shown, changes }: Found): AssumedProbe | undefined {
  const codes = changes.map((now) => ({ now, code: decided(at(now))?.code }));
  if (codes.some(({ code }) => code === undefined)) return undefined;
  const good = codes.find(({ code }) => code === 0);
  const because = 'command' as const;
  if (!good) {
    const code = codes[0]?.code;
    return {
      outcome: { ...base, never: true },
      reason: { because, text: `${shown} always fails with exit code ${code}` },
    };
  }
  const bad = codes.find(({ now, code }) => now > good.now && code !== 0);
  const takes = base.takes > 0 ? ` and takes ${spellTime(base.takes)}` : '';
  const from = good.now > 0 ? ` from ${spellTime(good.now)} after the start` : bad ? '' : ' every time';
  const to = bad ? ` until ${spellTime(bad.now)} after the start` : '';
  return {
    outcome: { ...base, succeedAfter: good.now, failAfter: bad?.now ?? Number.POSITIVE_INFINITY },
    reason: { because, text: `${shown} succeeds${from}${to}${takes}` },
  };
}

/** A program that nobody knows is taken to answer at once: probes are made to. */
function decided({ endsAfter, code, beside }: CommandOutcome): BesideUnknown | undefined {
  return endsAfter === undefined ? beside : { takes: endsAfter, code };
}

function changesOf(files: FileHistory): readonly number[] {
  const times = [...files.values()].flatMap((changes) => changes.map((change) => change.at));
  return [...new Set([0, ...times])].sort((a, b) => a - b);
}

function usual(kind: ProbeKind): AssumedProbe {
  const succeedAfter = MOMENT[kind];
  const when = succeedAfter === 0 ? 'every time' : `from ${spellTime(succeedAfter)} after the start`;
  return {
    outcome: { ...SUCCEEDS, succeedAfter },
    reason: { because: 'assumed', text: `its ${kind} probe succeeds ${when}` },
  };
}
