import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Medians of whole processes, in ms. */
export interface StartUp {
  readonly empty: number;
  readonly command: number;
  /** command / empty. */
  readonly ratio: number;
}

/** Runs a command line and an empty Node in turns; the first runs, which fill Node's compile cache, do not count. */
export function measureStartUp(command: string, line: readonly string[], runs: number): StartUp {
  const nothing = join(dirname(command), 'empty.cjs');
  writeFileSync(nothing, '');
  const [empties, commands]: [number[], number[]] = [[], []];
  for (let run = -2; run < runs; run++) {
    const [empty, full] = [time([nothing]), time([command, ...line])];
    if (run < 0) continue;
    empties.push(empty);
    commands.push(full);
  }
  const [empty, full] = [median(empties), median(commands)];
  return { empty, command: full, ratio: full / empty };
}

function time(parameters: readonly string[]): number {
  const start = performance.now();
  const { status, error, stderr } = spawnSync(process.execPath, parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
  const took = performance.now() - start;
  if (error) throw error;
  if (status !== 0) throw new Error(`${parameters.join(' ')} ended with ${status}: ${stderr}`);
  return took;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}
