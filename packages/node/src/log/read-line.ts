/** One line of a container's log. */
export interface LogLine {
  /** As it was written: RFC 3339 with nanoseconds. */
  readonly time: string;
  readonly stream: 'stdout' | 'stderr';
  /** Without its line end. */
  readonly text: string;
  /** The line goes on in the next entry. */
  readonly isPartial: boolean;
}

/** Reads an entry of a log in the format of the CRI: `2026-11-21T08:00:00.000000000Z stdout F text`; undefined for anything else. */
export function readLogLine(entry: string): LogLine | undefined {
  const [, time, stream, tag, text] = /^(\S+) (stdout|stderr) ([FP])\S* ?(.*)$/s.exec(entry) ?? [];
  if (time === undefined || text === undefined) return undefined;
  return { time, stream: stream as LogLine['stream'], text, isPartial: tag === 'P' };
}
