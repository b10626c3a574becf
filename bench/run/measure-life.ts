import { setTimeout as delay } from 'node:timers/promises';
import { followRun, type RunLine } from '../../test/node/scale/follow-run.ts';

/** The moments of a pod's life, in ms. */
export interface LifeTimes {
  /** From the pod's creation to its first container. */
  readonly first: number;
  /** From its creation to its app. */
  readonly app: number;
  /** From the delete until the pod is gone. */
  readonly gone: number;
  /** From the start of the command to the app: what a person waits for. */
  readonly command: number;
}

/** Runs the pod of a file so often, each time by a new command, and gives the medians; the app is called `app`. */
export async function measureLife(
  command: readonly string[],
  flags: readonly string[],
  times: number,
): Promise<LifeTimes> {
  const lives: LifeTimes[] = [];
  for (let n = 0; n < times; n++) {
    await using run = followRun(command, flags);
    const whole = await run.until((lines) => startOf(lines, /\{app\}/) !== undefined);
    const [first = 0, app = 0] = [startOf(run.lines, /./), startOf(run.lines, /\{app\}/)];
    // The containers' shells have to have set their traps.
    await delay(SETTLE);
    const gone = await run.interrupt();
    lives.push({ first: first * 1000, app: app * 1000, gone, command: whole });
  }
  const medianOf = (name: keyof LifeTimes) => median(lives.map((life) => life[name]));
  return { first: medianOf('first'), app: medianOf('app'), gone: medianOf('gone'), command: medianOf('command') };
}

/** ms */
const SETTLE = 1000;

function startOf(lines: readonly RunLine[], field: RegExp): number | undefined {
  return lines.find(({ event }) => event?.reason === 'Started' && field.test(event.field ?? ''))?.at;
}

/** The middle one. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
