import type { Observation } from '@outrigger/events';
import { onInterrupt } from '../../run/on-interrupt.ts';
import { Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import type { AskFlags } from '../ask/flags.ts';
import { asking, openSource } from '../ask/open-source.ts';
import { filterOf } from '../ask/read-filter.ts';
import { oneLine, safeJson } from '../print/safe.ts';

/** What the flags of `outrigger events tail` hold. */
export interface TailFlags extends Omit<AskFlags, 'limit'> {
  readonly lines: string | number;
  readonly limit?: number;
}

/** Runs `outrigger events tail` and answers with its exit code. */
export async function tail(flags: TailFlags, surroundings: Surroundings): Promise<number> {
  const { stdout, stderr } = surroundings;
  const filter = filterOf({ ...flags, limit: 0 }, Date.now());
  const ending = new AbortController();
  using _ = onInterrupt(() => ending.abort());
  await using source = await openSource(flags, surroundings);
  let printed = 0;
  const print = (event: Observation): boolean => {
    stdout.write(`${flags.output === 'jsonl' ? safeJson(event) : lineOf(event, flags.output === 'wide')}\n`);
    printed++;
    return printed === flags.limit;
  };
  return await asking(async () => {
    const lines = Number(flags.lines);
    const latest = lines === 0 ? [] : (await source.reader.query(filter, { limit: Math.min(lines, 1000) })).items;
    for (const event of latest.toReversed()) if (print(event)) return 0;
    const known = new Set(latest.map(({ id }) => id));
    try {
      for await (const event of source.tail(filter, ending.signal)) {
        if (event === 'missed') stderr.write('some events came too fast and are not shown; events query has them\n');
        else if (!known.has(event.id) && print(event)) return 0;
      }
    } catch (error) {
      if (!ending.signal.aborted) throw error;
    }
    if (ending.signal.aborted) return 130;
    throw new Failure('the service has ended', { code: 'tail-ended', exitCode: 3, hint: 'start it again, then this' });
  });
}

/** Columns cannot be aligned before all is known: the usual widths do. */
function lineOf(
  { until, class: meaning, count, reason, about, message, cluster, correlationId }: Observation,
  isWide: boolean,
): string {
  const object = `${about.kind.toLowerCase()}/${about.name}`;
  const cells = [
    new Date(until).toISOString().replace(/\.000Z$/, 'Z'),
    (meaning?.severity ?? '-').padEnd(8),
    `${count}×`.padStart(4),
    ...(isWide ? [cluster, (meaning?.category ?? '-').padEnd(10), correlationId ?? '-'] : []),
    (about.namespace || '-').padEnd(12),
    reason.padEnd(20),
    object,
    message,
  ];
  return cells.map(oneLine).join('  ');
}
