import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import type { Surroundings } from '../../world/surroundings.ts';

/**
 * Keeps V8's heap small as long as the service runs, which by itself takes what it can get: under load the part in which objects are made
 * grows to twice 32 MB, and the rest to up to four times what is in use. What an Event leaves behind lives for one batch, so that less is no
 * slower (docs/figures.md). How it grows V8 asks each time it does (src/heap/new-spaces.cc SemiSpaceNewSpace::Grow and
 * src/heap/heap-controller.cc MemoryController::GrowingFactor@13.6); its limits it takes only when it starts. Who has chosen by flags has chosen.
 */
export function keepHeapSmall(env: Surroundings['env'], execArgv: readonly string[] = process.execArgv): Disposable {
  const chosen = [...execArgv, env.NODE_OPTIONS ?? ''].join(' ').replaceAll('_', '-');
  if (/semi-space|heap-growing/.test(chosen)) return { [Symbol.dispose]() {} };
  setFlagsFromString('--heap-growing-percent=100');
  let factor = USUAL_FACTOR;
  const growBy = (next: number): void => {
    if (next !== factor) setFlagsFromString(`--semi-space-growth-factor=${next}`);
    factor = next;
  };
  // Again and again: where there is little to do V8 gives it back, and has to be let grow once more.
  const looking = setInterval(() => growBy(youngBytes() < YOUNG_BYTES ? USUAL_FACTOR : 1), LOOK_MS);
  looking.unref();
  return {
    [Symbol.dispose]() {
      clearInterval(looking);
      growBy(USUAL_FACTOR);
      setFlagsFromString('--heap-growing-percent=0');
    },
  };
}

function youngBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
}

/** Two halves of 8 MiB. */
const YOUNG_BYTES = 16 * 2 ** 20;
/** V8's own. */
const USUAL_FACTOR = 2;
/** Under load it takes a tenth of a second to double. */
const LOOK_MS = 100;
