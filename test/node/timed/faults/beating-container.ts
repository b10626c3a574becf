import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from './run-in-process.ts';

/** A container whose probe tells each second that whoever looks after the pod still does. */
export interface BeatingContainer {
  readonly container: object;
  /** How often the probe has run. */
  readonly beats: () => number;
  /** The longest time between two runs of the probe, in ms. */
  readonly longestGap: () => number;
}

/** Makes one, called `other`. */
export function beatingContainer({ path }: Place): BeatingContainer {
  const file = join(path, 'beats');
  const times = () =>
    (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []).map((ns) => Number(ns) / 1e6);
  return {
    container: {
      name: 'other',
      image: 'localhost/busybox:1',
      command: ['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 0.05; done'],
      readinessProbe: { exec: { command: ['sh', '-c', `date +%s%N >>${file}`] }, periodSeconds: 1 },
    },
    beats: () => times().length,
    longestGap: () => Math.max(0, ...times().map((at, index, all) => at - (all[index - 1] ?? at))),
  };
}

/** ms; a probe that waits for another one comes after two seconds at the earliest, one that is late for its own reasons before. */
export const LONGEST_GAP = 1_900;
