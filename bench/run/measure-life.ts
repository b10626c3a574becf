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

/** Runs a pod by a new command, and stops it when it has run for a second; its app is called `app`. */
export async function measureLife(command: readonly string[], flags: readonly string[]): Promise<LifeTimes> {
  await using run = followRun(command, flags);
  const whole = await run.until((lines) => startOf(lines, /\{app\}/) !== undefined);
  const [first = 0, app = 0] = [startOf(run.lines, /./), startOf(run.lines, /\{app\}/)];
  // The containers' shells have to have set their traps.
  await delay(SETTLE);
  return { first: first * 1000, app: app * 1000, gone: await run.interrupt(), command: whole };
}

/** ms */
const SETTLE = 1000;

function startOf(lines: readonly RunLine[], field: RegExp): number | undefined {
  return lines.find(({ event }) => event?.reason === 'Started' && field.test(event.field ?? ''))?.at;
}
