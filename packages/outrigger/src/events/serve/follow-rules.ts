import { type Classifier, readClassRules } from '@outrigger/events';
import type { Surroundings } from '../../world/surroundings.ts';
import { followFile } from './follow-file.ts';

/** Gives a classifier the rules of a file, now and after each change of it; undefined when they cannot be understood at first. */
export function followRules(
  file: string,
  classifier: Pick<Classifier, 'replaceRules'>,
  surroundings: Surroundings,
): Promise<Disposable | undefined> {
  const take = classifier.replaceRules;
  return followFile({ file, flag: '--rules', read: readClassRules, take }, surroundings);
}
