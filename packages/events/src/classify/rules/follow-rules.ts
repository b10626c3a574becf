import type { Clock } from '@outrigger/cluster';
import type { Problem } from '@outrigger/manifest';
import type { Classifier } from '../classify.ts';
import { readClassRules } from './read-rules.ts';

/** How rules are followed. */
export interface FollowRulesOptions {
  /** As problems name it. */
  readonly file: string;
  /** Gives what the file says now. A mounted ConfigMap changes by a link: the path is read anew, not watched. */
  readonly read: () => Promise<string>;
  readonly classifier: Pick<Classifier, 'replaceRules'>;
  readonly clock: Clock;
  /** How long between two looks. */
  readonly everyMs?: number;
  /** Hears how many rules are asked from now on. */
  readonly onRules?: (count: number) => void;
  /** Hears what is wrong with a text, once; the rules before go on being asked. */
  readonly onProblems?: (problems: readonly Problem[]) => void;
  /** Hears that the file cannot be read, once until it can. */
  readonly onUnreadable?: (error: unknown) => void;
}

/** Keeps a classifier's rules as a file says, until the signal ends; a file with mistakes changes nothing. */
export async function followClassRules(options: FollowRulesOptions, signal: AbortSignal): Promise<void> {
  const { file, read, classifier, clock, everyMs = 2000, onRules, onProblems, onUnreadable } = options;
  let known: string | undefined;
  let isUnreadable = false;
  while (!signal.aborted) {
    const text = await read().catch((error: unknown) => {
      if (!isUnreadable) onUnreadable?.(error);
      isUnreadable = true;
    });
    if (text !== undefined) isUnreadable = false;
    if (text !== undefined && text !== known) {
      known = text;
      const rules = await readClassRules(text, file);
      if (rules.ok) {
        classifier.replaceRules(rules.rules);
        onRules?.(rules.rules.length);
      } else onProblems?.(rules.problems);
    }
    await clock.delay(everyMs, signal);
  }
}
