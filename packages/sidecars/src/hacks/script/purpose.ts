import type { HackKind } from '../hack.ts';
import type { Answer, Surroundings } from '../surroundings.ts';
import type { Target } from './target.ts';

/** What a piece of a script is for, if it is for a workaround and nothing else. */
export interface Purpose {
  readonly kind: HackKind;
  readonly about: string | undefined;
  /** Whether it may be cut: it is certain what it is about, and it does nothing else. */
  readonly isSure: boolean;
}

/** `noise` talks, looks or sleeps: of no consequence beside a workaround, but nothing to claim by itself. */
export type Verdict = Purpose | 'noise' | undefined;

/** What a piece of a script is read with. */
export interface Reading {
  readonly around: Surroundings;
  /** The script's own functions, and what they are for. */
  readonly functions: ReadonlyMap<string, Verdict>;
  /** Earlier in the script something was started that could be what is waited for. */
  readonly startsOwn: boolean;
}

/** What several pieces are for together: the first workaround among them, if the others are for one or are noise. */
export function together(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(undefined)) return undefined;
  const purposes = verdicts.filter((verdict) => verdict !== 'noise' && verdict !== undefined);
  const [first] = purposes;
  if (!first) return verdicts.length > 0 ? 'noise' : undefined;
  return { ...first, isSure: purposes.every(({ isSure }) => isSure) };
}

/** What a wait for some targets is for; undefined when one of them is not of this pod. */
export function awaiting(targets: readonly Target[], { around, startsOwn }: Reading): Purpose | undefined {
  const answers: Answer[] = [];
  for (const target of targets) {
    const answer = target.file === undefined ? around.whoAnswers(target) : around.whoShares(target.file, 'awaits');
    // What answers may be what the script itself has started.
    if (!answer || (startsOwn && !answer.isSure)) return undefined;
    answers.push(answer);
  }
  const [first] = answers;
  if (!first) return undefined;
  return { kind: first.kind ?? waitKind(around), about: first.about, isSure: answers.every(({ isSure }) => isSure) };
}

/** What waiting is called where it takes place. */
export function waitKind({ place }: Surroundings): HackKind {
  return place === 'preStop' ? 'delay-at-stop' : 'wait-at-start';
}
