import { parseDuration } from '@outrigger/pod';
import { badFlag } from '../world/failure.ts';

/** Reads a time such as `30s`, `1m30s`, `2h` or a bare number of seconds, in ms. */
export function readTime(text: string, flag: string): number {
  const ms = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : parseDuration(text);
  if (ms === undefined) throw badFlag(flag, `"${text}" is no time`, 'write a time such as 30s, 1m30s or 2h');
  if (ms > LONGEST) throw badFlag(flag, `${text} is too long: a play cannot be longer than a year`);
  return Math.round(ms);
}

const LONGEST = 365 * 86_400_000;
