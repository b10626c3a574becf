import type { Path } from '@outrigger/manifest';
import type { Hack } from '../hack.ts';
import type { PodEdit } from '../removal/pod-edit.ts';
import { sayHack } from '../say-hack.ts';
import { commandMeaning } from '../script/command-meaning.ts';
import { findInScript, type InScript } from '../script/find-in-script.ts';
import { awaiting, type Purpose, waitKind } from '../script/purpose.ts';
import { expandExec } from '../script/word-text.ts';
import { wrappedCommand } from '../script/wrapped-command.ts';
import type { Surroundings } from '../surroundings.ts';
import type { ContainerView, PodView } from '../view-pod.ts';
import { type RunPlace, runPlaces } from './run-places.ts';
import type { SharedFiles } from './shared-files.ts';
import { surround } from './surround.ts';

/** A workaround before its removal is made a patch. */
export type FoundHack = Omit<Hack, 'removal' | 'edits'> & { readonly edits: readonly PodEdit[] | undefined };

/** The workarounds in what a container runs: its command line and its hooks. */
export function runHacks(view: PodView, self: ContainerView, shared: SharedFiles): readonly FoundHack[] {
  return runPlaces(self).flatMap((run) => {
    const around = surround(view, self, { place: run.place, shared });
    return [
      ...wrapperHack(self, run, around),
      ...(run.script === undefined ? execHack(self, run, around) : scriptHacks(self, run, around)),
    ];
  });
}

/** `["linkerd-await", "--", "app"]` */
function wrapperHack(self: ContainerView, run: RunPlace, around: Surroundings): readonly FoundHack[] {
  const { words, paths } = run;
  const wrapped = wrappedCommand(expandExec(words, around.variables), {
    around,
    functions: new Map(),
    startsOwn: false,
  });
  if (!wrapped) return [];
  const { from, inner, kind, about, isSure } = wrapped;
  const own = paths.slice(from, inner);
  const command = paths.filter((path) => path[3] === 'command');
  // Without its command, a container runs its image's own: the arguments take its place.
  const leavesNoCommand = run.hook === undefined && command.length > 0 && from === 0 && inner >= command.length;
  const edits: PodEdit[] = leavesNoCommand
    ? [
        { do: 'set', path: [...self.path, 'command'], value: words.slice(inner) },
        { do: 'remove', path: [...self.path, 'args'] },
      ]
    : own.map((path) => ({ do: 'remove', path }));
  const evidence = words.slice(from, inner).join(' ');
  return [found({ kind, about, isSure }, { self, path: own[0] ?? self.path, evidence, edits, run })];
}

/** `preStop: exec: command: ["curl", "-X", "POST", "http://localhost:9091/quitquitquit"]` */
function execHack(self: ContainerView, run: RunPlace, around: Surroundings): readonly FoundHack[] {
  const words = expandExec(run.words, around.variables);
  const purpose = run.hook && execPurpose(words, around);
  if (!run.hook || !purpose) return [];
  const edits = [{ do: 'remove', path: run.hook }] as const;
  return [found(purpose, { self, path: run.hook, evidence: run.words.join(' '), edits, run })];
}

function execPurpose(words: readonly string[], around: Surroundings): Purpose | undefined {
  const meaning = commandMeaning(words, (target) => around.whoQuits(target) !== undefined);
  switch (meaning?.does) {
    case 'quit': {
      const answer = around.whoQuits(meaning.target);
      return answer && { kind: 'quit-at-end', about: answer.about, isSure: answer.isSure };
    }
    case 'wait': {
      if (meaning.entry === undefined)
        return awaiting(meaning.targets, { around, functions: new Map(), startsOwn: false });
      const kind = around.isSidecar && around.place === 'postStart' ? 'hold-application' : waitKind(around);
      return { kind, about: around.nameOf(meaning.entry), isSure: true };
    }
    case 'sleep':
      return around.isSidecar && around.place === 'preStop'
        ? { kind: 'delay-at-stop', about: undefined, isSure: true }
        : undefined;
    case 'kill': {
      const answer = around.whoRuns(meaning.names[0] ?? '');
      return answer && { kind: 'kill-across-processes', about: answer.about, isSure: answer.isSure };
    }
    default:
      return undefined;
  }
}

function scriptHacks(self: ContainerView, run: RunPlace, around: Surroundings): readonly FoundHack[] {
  const text = run.words[run.script ?? 0] ?? '';
  const path = run.paths[run.script ?? 0] ?? self.path;
  return findInScript(text, around).map((each) => {
    const edits = each.cuts?.map((cut) => ({ do: 'cut', path, ...cut }) as const);
    return found(
      { ...each, kind: kindOf(each, around), isSure: edits !== undefined },
      { self, path, evidence: text.slice(each.start, each.end), edits: edits ?? [], run },
    );
  });
}

function kindOf({ kind }: InScript, { isSidecar, place }: Surroundings): Hack['kind'] {
  return kind === 'wait-at-start' && isSidecar && place === 'postStart' ? 'hold-application' : kind;
}

function found(
  { kind, about, isSure }: Purpose,
  {
    self,
    path,
    evidence,
    edits,
    run,
  }: { self: ContainerView; path: Path; evidence: string; edits: readonly PodEdit[]; run: RunPlace },
): FoundHack {
  const shown = evidence.replace(/\\\n/g, ' ').replace(/\s+/g, ' ').trim();
  return {
    kind,
    container: self.name,
    ...(about === undefined ? {} : { about }),
    path,
    evidence: shown,
    message: sayHack(kind, { about, place: run.place }),
    edits: isSure ? edits : undefined,
  };
}
