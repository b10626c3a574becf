import { OBJECTIVE, runLoad, seededRandom, WORKLOADS, type Workload } from '@outrigger/inference';
import { printRows } from '../../events/print/print-rows.ts';
import { onInterrupt } from '../../run/on-interrupt.ts';
import { badFlag, Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import { numbersOf } from '../simulate/read-comparisons.ts';
import { type LoadRow, loadColumns, loadRow } from './load-columns.ts';

/** What the flags of `outrigger inference load` hold. */
export interface LoadFlags {
  readonly target?: string;
  readonly model: string;
  readonly header?: readonly string[];
  readonly timeout?: number;
  readonly workload: string;
  readonly qps: string;
  readonly seconds?: number;
  readonly seed?: number;
  readonly ttft?: number;
  readonly tpot?: number;
  readonly output: string;
  readonly headers: boolean;
}

/** Runs `outrigger inference load` and answers with its exit code. */
export async function load(flags: LoadFlags, surroundings: Surroundings): Promise<number> {
  const { stderr } = surroundings;
  const url = targetOf(flags.target);
  const headers = headersOf(flags.header ?? []);
  const rates = numbersOf('--qps', flags.qps);
  if (flags.seconds === 0) throw badFlag('--seconds', 'nothing happens in 0 seconds', 'write 1 or more');
  if (Math.max(...rates) * (flags.seconds ?? SECONDS) > MOST_REQUESTS)
    throw badFlag('--qps', `${flags.qps} for ${flags.seconds ?? SECONDS} s are too many requests for one machine`);
  const workload = WORKLOADS.find(({ name }) => name === flags.workload) as Workload;
  const ending = new AbortController();
  using _ = onInterrupt(() => ending.abort());
  const rows: LoadRow[] = [];
  for (const perSecond of rates) {
    const ms = (flags.seconds ?? SECONDS) * 1000;
    const requests = workload.requests({ perSecond, ms }, seededRandom(flags.seed ?? 1));
    const report = await runLoad(
      {
        url,
        requests,
        modelOf: ({ adapter }) => adapter ?? flags.model,
        isChat: /\/chat\/completions\/?$/.test(url.pathname),
        headers,
        timeoutMs: (flags.timeout ?? 120) * 1000,
        objective: { ttftMs: flags.ttft ?? OBJECTIVE.ttftMs, tpotMs: flags.tpot ?? OBJECTIVE.tpotMs },
        ...(stderr.isTty && {
          onEnded: (ended: number) => stderr.write(`\r\u001b[K${perSecond}/s: ${ended} of ${requests.length}`),
        }),
      },
      ending.signal,
    );
    if (stderr.isTty) stderr.write('\r\u001b[K');
    const row = loadRow(workload.name, perSecond, report);
    const [away] = Object.entries(row.errors).filter(([code, many]) => AWAY.has(code) && many === row.sent);
    if (away) throw nobody(url, away[0]);
    if (requests.length === 0)
      stderr.write(`${perSecond}/s: no request was due in that time; give it more --seconds\n`);
    rows.push(row);
    const [late, errors] = [report.late.at(0.99), Object.entries(row.errors)];
    if (late > LATE_MS)
      stderr.write(
        `${perSecond}/s: one request in a hundred was sent ${late.toFixed(0)} ms late; this machine is too slow\n`,
      );
    if (errors.length > 0)
      stderr.write(`${perSecond}/s failed: ${errors.map((each) => each.join(' × ')).join(', ')}\n`);
    if (ending.signal.aborted) break;
  }
  await printRows(rows, loadColumns, flags, surroundings);
  if (ending.signal.aborted) return 130;
  return rows.some(({ failed }) => failed > 0) ? 1 : 0;
}

const SECONDS = 30;
/** They are made before the first goes. */
const MOST_REQUESTS = 5_000_000;
const LATE_MS = 50;
/** Of a host that is not there, or on which nobody listens. */
const AWAY: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
]);

function targetOf(target: string | undefined): URL {
  if (target === undefined) throw badFlag('--target', 'nothing is named', 'write http://HOST:PORT');
  const url = URL.canParse(target) ? new URL(target) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw badFlag('--target', `${JSON.stringify(target)} is no URL`, 'write http://HOST:PORT');
  if (url.pathname === '/') url.pathname = '/v1/completions';
  return url;
}

function headersOf(lines: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^([!#$%&'*+.^`|~\w-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined)
        throw badFlag('--header', `${JSON.stringify(line)} is no header`, "write 'name: value'");
      return [name.toLowerCase(), value];
    }),
  );
}

function nobody(url: URL, code: string): Failure {
  return new Failure(`nobody answers at ${url.host}: ${code}`, {
    code: 'target-unreachable',
    exitCode: 3,
    hint: 'try it on outrigger inference model-server',
  });
}
