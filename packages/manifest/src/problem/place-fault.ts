import type { Place } from '../source/text-locator.ts';
import type { Fault } from './fault.ts';
import type { Problem } from './problem.ts';

/** A document's fault as a problem of its file. */
export function placeFault({ start, end, firstAt, ...fault }: Fault, { source, offset }: Place): Problem {
  const first = firstAt === undefined ? undefined : source.position(offset + firstAt, offset + firstAt);
  return {
    ...fault,
    ...(first && { hint: `first set on line ${first.line}` }),
    severity: 'error',
    file: source.file,
    position: source.position(offset + start, offset + end),
  };
}
