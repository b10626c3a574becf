import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What a whole process took. */
export interface ProcessCost {
  readonly seconds: number;
  /** Its peak; undefined where GNU time is not installed. */
  readonly megabytes: number | undefined;
}

/** The fastest of some runs of a command line, which may end with 1 for findings. */
export function measureProcess(command: string, line: readonly string[], runs: number): ProcessCost {
  const costs = Array.from({ length: runs }, () => runOnce(command, line));
  return costs.toSorted((a, b) => a.seconds - b.seconds)[0] ?? runOnce(command, line);
}

const TIME = '/usr/bin/time';

function runOnce(command: string, line: readonly string[]): ProcessCost {
  const parameters = existsSync(TIME) ? [TIME, '-f', '%M', command, ...line] : [command, ...line];
  const start = performance.now();
  const { status, error, stderr } = spawnSync(parameters[0] ?? command, parameters.slice(1), {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
  });
  const seconds = (performance.now() - start) / 1000;
  if (error) throw error;
  if (status !== 0 && status !== 1) throw new Error(`${parameters.join(' ')} ended with ${status}: ${stderr}`);
  const peak = /(\d+)\s*$/.exec(stderr)?.[1];
  return { seconds, megabytes: existsSync(TIME) && peak !== undefined ? Number(peak) / 1024 : undefined };
}
