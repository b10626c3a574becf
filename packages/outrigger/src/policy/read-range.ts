import { DEFAULT_RANGE, type KubeletRange, readKubeletRange } from '@outrigger/sidecars';
import { badFlag } from '../world/failure.ts';

/** The versions that a flag names. */
export function readRange(flag: string, text: string): KubeletRange {
  const range = readKubeletRange(text);
  if (range) return range;
  throw badFlag(flag, `"${text}" is no version or range`, `such as ${DEFAULT_RANGE.newest} or 1.29-1.33`);
}
