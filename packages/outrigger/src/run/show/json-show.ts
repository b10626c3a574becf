import type { Surroundings } from '../../world/surroundings.ts';
import type { RunFlags } from '../flags.ts';
import type { ShowParts } from './create-show.ts';

/** A line of JSON for each Event, each status and each line of a log. */
export function jsonShow(flags: RunFlags, { stdout, stderr }: Surroundings): ShowParts {
  const put = (line: object) => stdout.write(`${JSON.stringify(line)}\n`);
  return {
    say: (text) => stderr.write(`${text}\n`),
    hear({ namespace, name }, { at, events, status, deleting, gone }) {
      const about = { namespace, pod: name, at: Math.round(at) / 1000 };
      for (const { type, reason, field, message, count } of events) {
        put({ ...about, event: { type, reason, ...(field !== undefined && { field }), message, count } });
      }
      if (status) put({ ...about, status: inSeconds(status), ...(deleting && { deleting }) });
      if (gone) put({ ...about, gone });
    },
    print: flags.logs
      ? ({ pod, container, stream, text }) =>
          put({ namespace: pod.namespace, pod: pod.name, container, stream, log: text })
      : undefined,
    close() {},
  };
}

/** Times are seconds since the pod was created, as `at` is; those that nobody knows are null. */
function inSeconds(told: unknown): unknown {
  if (Array.isArray(told)) return told.map(inSeconds);
  if (typeof told !== 'object' || told === null) return told;
  return Object.fromEntries(
    Object.entries(told).map(([key, value]) => [
      key,
      TIMES.includes(key) && typeof value === 'number' ? Math.round(value) / 1000 : inSeconds(value),
    ]),
  );
}

const TIMES: readonly string[] = ['startTime', 'startedAt', 'finishedAt', 'since'];
