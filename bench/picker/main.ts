import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleCommand } from '../../test/bundle-command.ts';
import { measureIdle, measureLoad, type Reading } from './measure-picker.ts';
import { measureSchedule } from './measure-schedule.ts';
import { echo, outrigger, type PickerUnderTest, upstream } from './pickers.ts';
import { RECORDED } from './upstream-recorded.ts';

// An endpoint picker under the load of Envoy: against an echo that chooses nothing, which is the limit for anything in this
// runtime, and against upstream's picker: side by side where it is on the PATH, else as it was recorded on such a machine.
const SIZES = [
  { bytes: 500, concurrency: 16 },
  { bytes: 28_000, concurrency: 16 },
  { bytes: 220_000, concurrency: 16 },
  { bytes: 1_000_000, concurrency: 8 },
] as const;

const folder = mkdtempSync(join(tmpdir(), 'outrigger-picker-'));
try {
  const ours = outrigger(bundleCommand(folder));
  const theirs = upstream(folder);
  process.stdout.write(theirs ? '' : 'upstream is not on the PATH (epp): its recorded figures stand beside ours\n');
  for (const chunks of [0, 50]) {
    for (const size of SIZES) {
      const limit = await measureLoad(echo(), { ...size, chunks, endpoints: 10 });
      heading(`${size.bytes / 1000} KB, ${size.concurrency} at once${chunks > 0 ? `, ${chunks} chunks back` : ''}`);
      line('the limit: an echo', limit);
      for (const endpoints of chunks > 0 ? [10] : [10, 100, 1000])
        await compare(ours, theirs, { ...size, chunks, endpoints }, limit);
    }
  }
  for (const endpoints of [100, 1000]) {
    const idle = await measureIdle(ours, endpoints);
    heading(`${endpoints} idle endpoints`);
    process.stdout.write(`  outrigger: ${idle.cores.toFixed(4)} core, ${idle.megabytes} MB\n`);
  }
  heading('choosing alone, 100 endpoints');
  for (const { policy, micros, lookUp } of measureSchedule(100))
    process.stdout.write(
      `  ${policy.padEnd(16)} ${micros.toFixed(1)} µs, and ${lookUp.toFixed(1)} µs to look up the prefix\n`,
    );
} finally {
  rmSync(folder, { recursive: true });
}

async function compare(
  ours: PickerUnderTest,
  theirs: PickerUnderTest | undefined,
  load: Parameters<typeof measureLoad>[1],
  limit: Reading,
): Promise<void> {
  const reading = await measureLoad(ours, load);
  line(`outrigger, ${load.endpoints} endpoints`, reading, limit);
  const other = theirs
    ? await measureLoad(theirs, load)
    : RECORDED.find(
        ({ bytes, chunks, endpoints }) =>
          bytes === load.bytes && chunks === load.chunks && endpoints === load.endpoints,
      );
  if (!other) return;
  line(theirs ? 'upstream' : 'upstream, as recorded', other);
  const [cpu, late] = [reading.cpuMs / other.cpuMs, reading.p99 / other.p99];
  process.stdout.write(`${' '.repeat(32)}CPU ${cpu.toFixed(2)} of upstream's, p99 ${late.toFixed(2)}\n`);
}

function heading(text: string): void {
  process.stdout.write(`\n${text}\n`);
}

function line(
  what: string,
  { rate, p50, p99, cpuMs, megabytes }: Partial<Reading> & Pick<Reading, 'rate' | 'p50' | 'p99' | 'cpuMs'>,
  limit?: Reading,
): void {
  const ratio = limit ? `, ${(cpuMs / limit.cpuMs).toFixed(2)} times the limit` : '';
  const memory = megabytes === undefined ? '' : `, ${megabytes} MB`;
  const times = `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`;
  process.stdout.write(
    `  ${what.padEnd(28)}${rate.toFixed(0).padStart(6)}/s, ${times}, CPU ${cpuMs.toFixed(3)} ms${ratio}${memory}\n`,
  );
}
