import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import type { Surroundings } from '../../world/surroundings.ts';

/**
 * Keeps V8's heap small as long as the service runs, which by itself takes what it can get: under load the part in which objects are made
 * grows to twice 32 MB, and the rest to up to four times what is in use. What an Event leaves behind lives for one batch, so that less is no
 * slower; only to look for it more often is, so that this is left until the process has become large (docs/figures.md). How it grows V8 asks
 * each time it does (src/heap/new-spaces.cc SemiSpaceNewSpace::Grow and src/heap/heap-controller.cc MemoryController::GrowingFactor@13.6);
 * its limits it takes only when it starts. Who has chosen by flags has chosen.
 */
export function keepHeapSmall(env: Surroundings['env'], execArgv: readonly string[] = process.execArgv): Disposable {
  const chosen = [...execArgv, env.NODE_OPTIONS ?? ''].join(' ').replaceAll('_', '-');
  if (/semi-space|heap-growing/.test(chosen)) return { [Symbol.dispose]() {} };
  let before = USUAL;
  const growBy = (next: Growth): void => {
    if (next.young !== before.young) setFlagsFromString(`--semi-space-growth-factor=${next.young}`);
    if (next.percent !== before.percent) setFlagsFromString(`--heap-growing-percent=${next.percent}`);
    before = next;
  };
  const look = (): void =>
    growBy({
      young: youngBytes() < YOUNG_BYTES ? USUAL.young : 1,
      percent: percentAt(process.memoryUsage.rss() / 2 ** 20),
    });
  look();
  // Again and again: where there is little to do V8 gives memory back, and has to be let grow once more.
  const looking = setInterval(look, LOOK_MS);
  looking.unref();
  return {
    [Symbol.dispose]() {
      clearInterval(looking);
      growBy(USUAL);
    },
  };
}

interface Growth {
  /** By this factor the part for new objects. */
  readonly young: number;
  /** By so much the rest after it was looked through, of what was found in use; 0 where V8 decides. */
  readonly percent: number;
}

/** V8's own. */
const USUAL: Growth = { young: 2, percent: 0 };

/** The more memory it has, the more it is worth to look for what is not used any more. */
function percentAt(mebibytes: number): number {
  if (mebibytes < 150) return 200;
  return mebibytes < 230 ? 100 : 50;
}

function youngBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
}

/** Two halves of 8 MiB. */
const YOUNG_BYTES = 16 * 2 ** 20;
/** Under load it takes a tenth of a second to double. */
const LOOK_MS = 100;
