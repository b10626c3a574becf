import type { Surroundings } from '../world/surroundings.ts';

/** Progress of a long scan, on a terminal, after half a second. */
export interface Progress {
  readonly step: () => void;
  readonly end: () => void;
}

const PATIENCE = 500;
const EVERY = 100;

/** Counts files on stderr, where somebody looks at it. */
export function startProgress(
  { stderr }: Surroundings,
  total: number,
  now: () => number = () => performance.now(),
): Progress {
  const began = now();
  let files = 0;
  let shown = began + PATIENCE - EVERY;
  return {
    step() {
      files++;
      if (!stderr.isTty || now() - shown < EVERY) return;
      shown = now();
      stderr.write(`\r${files} of ${total} files, ${Math.round((files * 1000) / (shown - began))} a second`);
    },
    end() {
      if (stderr.isTty && shown >= began + PATIENCE) stderr.write('\r\u001b[K');
    },
  };
}
