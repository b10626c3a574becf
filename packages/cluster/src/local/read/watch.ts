import type { ApiAnswer } from '../answer/api-answer.ts';
import { negotiate } from '../answer/negotiate.ts';
import { type Refusal, refusal } from '../answer/refusal.ts';
import { showAs } from '../answer/show-as.ts';
import { type ListOptions, readListOptions } from '../request/list-options.ts';
import type { Call } from '../world.ts';
import { parseVersion, refuseBadVersion } from './requested-version.ts';
import { watchLines } from './watch-lines.ts';
import { watchSchedule } from './watch-schedule.ts';
import { watchWriter } from './watch-writer.ts';

/** A watch: one line per change, as they come (apiserver pkg/endpoints/handlers/watch.go@1.36). */
export function watchObjects(call: Call): ApiAnswer {
  const { info, request, resource, world } = call;
  const format = negotiate(call, { isCollection: true, isWatch: true });
  const options = readListOptions(request.query, { resource, isWatch: true, name: info.name });
  const from = versionOf(options);
  // A table that cannot be shown is refused before anything is told.
  if (format.as?.kind === 'Table') showAs(format.as, { objects: [], listMeta: {} }, call);
  const writer = watchWriter(call, format);
  const headers = { 'content-type': 'application/json' };
  const seconds = options.timeoutSeconds ?? 0;
  if (seconds < 0) return { status: 200, headers, body: once(writer.error(tooLate())) };
  const start = world.now().getTime();
  // Watches of clients that name no end come back spread over half an hour (--min-request-timeout).
  const end = start + (seconds > 0 ? seconds : 1800 * (1 + world.random())) * 1000;
  const schedule = watchSchedule({ start, end, hasBookmarks: options.allowsBookmarks });
  return { status: 200, headers, body: watchLines(call, { options, from, writer, schedule }) };
}

function versionOf({ version }: ListOptions): number | undefined {
  try {
    return parseVersion(version);
  } catch (error) {
    throw refuseBadVersion(error, false);
  }
}

function tooLate(): Refusal {
  return refusal(500, 'InternalError', 'context deadline exceeded');
}

async function* once(line: string): AsyncGenerator<string> {
  yield line;
}
