import type { Classification } from '../../observation.ts';
import type { ClassifiedBy } from '../classify.ts';

/** A rule that a user has written. */
export interface UserRule {
  /** `user/NAME` is what its classes name as their rule. */
  readonly name: string;
  /** The class it gives, or undefined where it does not fit; `known` is what the catalogue says. */
  readonly classify: (observation: ClassifiedBy, known: Classification) => Classification | undefined;
}
