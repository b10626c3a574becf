import fc from 'fast-check';
import { type Behaviour, type HookBehaviour, type ProbeBehaviour, RUNS_ON } from '../scenario.ts';

/** Lives of a container, one per attempt: an init container mostly ends soon, a server mostly runs on. */
export function arbitraryLives(role: 'init' | 'server'): fc.Arbitrary<readonly Behaviour[]> {
  const run = fc.oneof(
    { weight: role === 'init' ? 6 : 2, arbitrary: halfSeconds(12) },
    { weight: role === 'init' ? 1 : 2, arbitrary: halfSeconds(90) },
    { weight: role === 'init' ? 1 : 5, arbitrary: fc.constant(Number.POSITIVE_INFINITY) },
  );
  const behaviour = fc.record({
    run,
    exit: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(1, 3, 137) }),
    onTerm: fc.record({
      after: fc.oneof(fc.constant(0), halfSeconds(15), halfSeconds(50)),
      exit: fc.constantFrom(0, 143),
      ignore: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    }),
    probes: fc.record({ startup: probe(), readiness: probe(), liveness: probe() }),
    hooks: fc.record({ postStart: hook(15), preStop: hook(50) }),
  });
  return fc.array(fc.oneof({ weight: 1, arbitrary: fc.constant(RUNS_ON) }, { weight: 3, arbitrary: behaviour }), {
    minLength: 1,
    maxLength: 3,
  });
}

/** Times on a grid of half a second, so that things happen together often enough. */
export function halfSeconds(upTo: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: upTo * 2 }).map((halves) => halves * 500);
}

function probe(): fc.Arbitrary<ProbeBehaviour> {
  return fc.record({
    succeedAfter: fc.oneof(fc.constant(0), halfSeconds(20)),
    failAfter: fc.oneof(
      { weight: 2, arbitrary: fc.constant(Number.POSITIVE_INFINITY) },
      { weight: 1, arbitrary: halfSeconds(60) },
    ),
    never: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    takes: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: halfSeconds(4) }),
    lingers: fc.boolean(),
  });
}

function hook(upTo: number): fc.Arbitrary<HookBehaviour> {
  return fc.record({
    takes: fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 6, arbitrary: halfSeconds(upTo) },
      { weight: 1, arbitrary: fc.constant(Number.POSITIVE_INFINITY) },
    ),
    exit: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
  });
}
