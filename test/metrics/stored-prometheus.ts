import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './prometheus.ts';
import { type Ask, servePrometheus } from './serve-prometheus.ts';

/** A series with a value at each step of a minute, from minute 0 on. */
export interface StoredSeries {
  readonly series: string;
  readonly values: readonly number[];
}

/** Starts a real Prometheus that has these series stored, to the second, and answers with a function that asks it. */
export async function storedPrometheus(stored: readonly StoredSeries[]): Promise<Ask> {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const lines = stored.flatMap(({ series, values }) =>
    // OpenMetrics has no blanks between labels.
    values.map((value, minute) => `${series.replaceAll(', ', ',')} ${value} ${minuteOf(minute)}\n`),
  );
  const input = join(folder, 'series.om');
  writeFileSync(input, `${lines.join('')}# EOF\n`);
  const { status, stderr } = spawnSync('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', input, data], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the series could not be stored: ${stderr}`);
  return servePrometheus(folder, { scrape_configs: [] }, ['--storage.tsdb.retention.time=100y']);
}

/** The time of a minute, in seconds. */
export function minuteOf(minute: number): number {
  return 1_700_000_000 + 60 * minute;
}
