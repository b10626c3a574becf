import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the part of the heap in which objects are made at 8 MiB a half. What comes of a batch is on the disk a moment later; V8 lets that part
 * grow to 16 MiB a half under load and gives it back late, which took 80 MB more (docs/figures.md). To be called before there is any load.
 */
export function keepYoungSmall(): void {
  setFlagsFromString('--max-semi-space-size=8');
}
