import { setTimeout as pause } from 'node:timers/promises';
import { badFlag, Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import { readAddress } from '../serve/read-address.ts';
import type { Check } from './check.ts';
import { allChecks } from './checks/all-checks.ts';
import { connectTarget, type Target } from './connect-target.ts';
import { jsonReport } from './report/json-report.ts';
import { junitReport } from './report/junit-report.ts';
import { tableReport } from './report/table-report.ts';
import { runChecks } from './run-checks.ts';

/** What the flags of `outrigger inference conformance` hold. */
export interface ConformanceFlags {
  readonly target?: string;
  readonly health?: string;
  readonly tls?: boolean;
  readonly patience?: number;
  readonly model: string;
  readonly rewritten?: string;
  readonly shed?: string;
  readonly empty?: string;
  readonly oversized?: number;
  readonly only?: readonly string[];
  readonly output: 'table' | 'json' | 'junit';
  readonly strict?: boolean;
}

/** Runs `outrigger inference conformance`, and answers with its exit code. */
export async function conformance(flags: ConformanceFlags, { stdout, stderr }: Surroundings): Promise<number> {
  if (flags.target === undefined) throw badFlag('--target', 'no picker is named', 'say where it answers: HOST:PORT');
  if (flags.patience === 0) throw badFlag('--patience', 'nobody answers in 0 seconds', 'write 1 or more');
  const address = written(readAddress('--target', flags.target));
  const emptyAddress = flags.empty === undefined ? undefined : written(readAddress('--empty', flags.empty));
  const chosen = chosenChecks(flags.only ?? []);
  const spoken = { tls: flags.tls ?? false, patienceMs: (flags.patience ?? 10) * 1000 };
  const health = flags.health === undefined ? address : written(readAddress('--health', flags.health));
  const target = connectTarget({ address, health, ...spoken });
  const empty =
    emptyAddress === undefined ? undefined : connectTarget({ address: emptyAddress, health: emptyAddress, ...spoken });
  try {
    await reach(target, address, spoken.tls);
    if (empty) await reach(empty, emptyAddress as string, spoken.tls);
    const trial = {
      target,
      model: flags.model,
      rewritten: flags.rewritten,
      shed: flags.shed,
      empty,
      oversizedBytes: (flags.oversized ?? 48) * 1024 * 1024,
      pause: (ms: number) => pause(ms),
    };
    const results = await runChecks(
      chosen,
      trial,
      () => performance.now(),
      ({ check }) => {
        if (stderr.isTty) stderr.write(`\r\u001b[K${check.id}`);
      },
    );
    if (stderr.isTty) stderr.write('\r\u001b[K');
    if (flags.output === 'json') stdout.write(jsonReport(address, results));
    else if (flags.output === 'junit') stdout.write(junitReport(address, results));
    else stdout.write(tableReport(results));
    return results.some(({ outcome, check }) => outcome === 'failed' && (flags.strict || check.level === 'must'))
      ? 1
      : 0;
  } finally {
    target.close();
    empty?.close();
  }
}

function chosenChecks(only: readonly string[]): readonly Check[] {
  const wanted = only.flatMap((each) => each.split(','));
  const isNamed = (id: string, name: string) => id === name || id.startsWith(`${name}/`);
  const unknown = wanted.find((name) => !allChecks.some(({ id }) => isNamed(id, name)));
  if (unknown !== undefined) {
    const groups = [...new Set(allChecks.map(({ id }) => id.split('/')[0]))];
    throw badFlag('--only', `there is no check ${JSON.stringify(unknown)}`, `groups are ${groups.join(', ')}`);
  }
  return wanted.length === 0 ? allChecks : allChecks.filter(({ id }) => wanted.some((name) => isNamed(id, name)));
}

/** Is somebody there at all? Else every check would fail for the same reason. */
async function reach(target: Target, address: string, tls: boolean): Promise<void> {
  const silence = await target.reach();
  if (silence === undefined) return;
  throw new Failure(`nobody answers at ${address}: ${silence}`, {
    code: 'target-unreachable',
    exitCode: 3,
    hint: tls ? 'does it speak TLS?' : 'is it running? A picker that speaks TLS needs --tls',
  });
}

function written({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
