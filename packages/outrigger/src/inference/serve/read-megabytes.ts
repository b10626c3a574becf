import { badFlag } from '../../world/failure.ts';

/** Bytes of a flag that takes megabytes. */
export function readMegabytes(flag: string, text: string): number {
  const megabytes = /^\d+$/.test(text) ? Number(text) : 0;
  if (megabytes < 1 || megabytes > MOST) throw badFlag(flag, `${text} is no number of megabytes`, 'name one, as 512');
  return megabytes * 2 ** 20;
}

/** A terabyte: more is a mistake. */
const MOST = 2 ** 20;
