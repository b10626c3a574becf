import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleCommand } from '../../test/bundle-command.ts';
import { type Load, measureIdle, measureLoads, type Reading } from './measure-picker.ts';
import { measureSchedule } from './measure-schedule.ts';
import { echo, outrigger, upstream } from './pickers.ts';
import { RECORDED } from './upstream-recorded.ts';

// An endpoint picker under the load of Envoy: against an echo by node:http2 that chooses nothing, which was the limit before HTTP/2
// was framed by hand, and against upstream's picker: in turns where it is on the PATH, else as it was recorded on such a machine.
const LOADS: readonly Load[] = [0, 50].flatMap((chunks) => [
  { bytes: 500, concurrency: 16, chunks },
  { bytes: 28_000, concurrency: 16, chunks },
  { bytes: 220_000, concurrency: 16, chunks },
  { bytes: 1_000_000, concurrency: 8, chunks },
]);

const folder = mkdtempSync(join(tmpdir(), 'outrigger-picker-'));
try {
  const ours = outrigger(bundleCommand(folder));
  const theirs = upstream(folder);
  process.stdout.write(theirs ? '' : 'upstream is not on the PATH (epp): its recorded figures stand beside ours\n');
  for (const endpoints of [10, 100, 1000]) {
    const loads = endpoints === 10 ? LOADS : LOADS.filter(({ chunks }) => chunks === 0);
    const rows = await measureLoads([echo(), ours, ...(theirs ? [theirs] : [])], endpoints, loads);
    heading(`${endpoints} endpoints`);
    loads.forEach((load, i) => {
      const [limit, reading, other] = rows[i] as readonly [Reading, Reading, Reading?];
      const recorded = RECORDED.find(
        ({ bytes, chunks, ...of }) => bytes === load.bytes && chunks === load.chunks && of.endpoints === endpoints,
      );
      compare(load, reading, limit, other ?? recorded);
    });
  }
  for (const endpoints of [100, 1000]) {
    const idle = await measureIdle(ours, endpoints);
    const other = theirs && (await measureIdle(theirs, endpoints));
    heading(`${endpoints} idle endpoints`);
    process.stdout.write(`  outrigger: ${idle.cores.toFixed(4)} core, ${idle.megabytes} MB\n`);
    if (other) process.stdout.write(`  upstream: ${other.cores.toFixed(4)} core, ${other.megabytes} MB\n`);
  }
  heading('choosing alone, 100 endpoints');
  for (const { policy, micros, lookUp } of measureSchedule(100))
    process.stdout.write(
      `  ${policy.padEnd(16)} ${micros.toFixed(1)} µs, and ${lookUp.toFixed(1)} µs to look up the prefix\n`,
    );
} finally {
  rmSync(folder, { recursive: true });
}

function compare(
  { bytes, concurrency, chunks }: Load,
  reading: Reading,
  limit: Reading,
  other: Told | undefined,
): void {
  const back = chunks > 0 ? `, ${chunks} pieces back` : '';
  process.stdout.write(`${bytes / 1000} KB, ${concurrency} at once${back}\n`);
  line('echo, node:http2', limit);
  line('outrigger', reading);
  if (other) line('upstream', other);
  const ratio = (a: number, b: number | undefined): string => (b === undefined ? '-' : (a / b).toFixed(2));
  process.stdout.write(
    `  CPU ${ratio(reading.cpuMs, limit.cpuMs)} times the echo, ${ratio(reading.cpuMs, other?.cpuMs)} of upstream's; p99 ${ratio(reading.p99, other?.p99)} of upstream's\n`,
  );
}

function heading(text: string): void {
  process.stdout.write(`\n${text}\n`);
}

function line(what: string, { rate, p50, p99, cpuMs, megabytes }: Told): void {
  const memory = megabytes === undefined ? '' : `, ${megabytes} MB`;
  const times = `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`;
  process.stdout.write(
    `  ${what.padEnd(20)}${rate.toFixed(0).padStart(6)}/s, ${times}, CPU ${cpuMs.toFixed(3)} ms${memory}\n`,
  );
}

/** What is recorded of upstream says nothing of memory under each load. */
type Told = Omit<Reading, 'megabytes'> & Partial<Pick<Reading, 'megabytes'>>;
