import fc from 'fast-check';
import { test } from 'vitest';
import { arbitraryCase, type Case, type CaseLimits } from './arbitrary-scenario.ts';

/** How many cases a property sees: a sample in `npm test`, many more in `npm run test:full`. */
export interface Effort {
  readonly quick: number;
  readonly full: number;
}

/** A test of something that is true of every Scenario under every kubelet; `check` throws where it is not. */
export function forAnyCase(says: string, check: (the: Case) => void, limits: CaseLimits & Partial<Effort> = {}): void {
  forAny(says, arbitraryCase(limits), { check, ...limits });
}

/** The same for cases of the test's own making. */
export function forAny<T>(
  says: string,
  arbitrary: fc.Arbitrary<T>,
  { check, quick = 100, full = 3000 }: { readonly check: (the: T) => void } & Partial<Effort>,
): void {
  const isFull = process.env.OUTRIGGER_TEST === 'full';
  test(says, { timeout: 600_000 }, () => {
    // The sample never changes; the full run looks elsewhere each time, and says where when it finds something.
    fc.assert(fc.property(arbitrary, check), isFull ? { numRuns: full } : { numRuns: quick, seed: 1 });
  });
}
