import type { Surroundings } from '../../world/surroundings.ts';

/** Tells how many events there are by now: on a terminal each second, and at the end. */
export interface Progress {
  readonly add: (count: number) => void;
  /** With what there is to say behind it. */
  readonly end: (more?: string) => void;
}

/** Tells it on stderr, with that word before the number. */
export function showProgress(word: string, { stderr }: Surroundings, now: () => number = Date.now): Progress {
  let count = 0;
  let told = now();
  let isShown = false;
  const say = (): string => `${word} ${count} event${count === 1 ? '' : 's'}`;
  return {
    add(more) {
      count += more;
      if (!stderr.isTty || now() - told < 1000) return;
      told = now();
      isShown = true;
      stderr.write(`\r${say()}`);
    },
    end(more = '') {
      stderr.write(`${isShown ? '\r' : ''}${say()}${more}\n`);
    },
  };
}
