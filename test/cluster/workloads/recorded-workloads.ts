import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiObject } from '@outrigger/cluster';

/** The workloads that a real cluster was recorded with, what is told of them, and what was recorded. */
export interface RecordedWorkloads {
  /** Objects, what is done to them at which second, and how many seconds they are watched. */
  readonly scenarios: Readonly<
    Record<string, readonly [objects: readonly ApiObject[], steps: readonly (readonly [number, Step])[], until: number]>
  >;
  readonly brief: (object: ApiObject) => Readonly<Record<string, unknown>>;
  readonly facts: (life: unknown) => Readonly<Record<string, string>>;
  readonly recorded: readonly ReadonlyMap<string, unknown>[];
}

/** What is done to a workload. */
export interface Step {
  readonly patch?: unknown;
  readonly as?: string;
  readonly delete?: 'Foreground' | 'Background' | 'Orphan';
  readonly deletePod?: number;
  readonly evictPod?: number;
}

/** Reads the judge's own programs up to where they begin to play and to judge. */
export async function readRecordedWorkloads(folder: string): Promise<RecordedWorkloads> {
  const player = readFileSync(join(folder, 'play.mjs'), 'utf8');
  const judge = readFileSync(join(folder, 'compare.mjs'), 'utf8');
  const { scenarios, brief } = await moduleOf(
    `${player.slice(player.indexOf('const sh = '), player.indexOf('async function play('))} export { brief };`,
  );
  const { facts } = await moduleOf(
    `const CONTROLLERS = ${/const CONTROLLERS = (.*)/.exec(judge)?.[1]}
     ${judge.slice(judge.indexOf('export function facts'), judge.indexOf('let agree'))}`,
  );
  const recorded = [1, 2].map((number) => read(join(folder, `recorded-${number}.jsonl`)));
  return { scenarios, brief, facts, recorded } as RecordedWorkloads;
}

/** What all recordings agree about and this life has otherwise. */
export function differences({ facts, recorded }: RecordedWorkloads, name: string, life: unknown): readonly string[] {
  const seen = recorded.flatMap((lives) => (lives.has(name) ? [facts(lives.get(name))] : []));
  const got = facts(life);
  const keys = new Set([...seen.flatMap(Object.keys), ...Object.keys(got)]);
  return [...keys].flatMap((key) => {
    const wanted = new Set(seen.map((one) => one[key]));
    const isRight = wanted.size !== 1 || wanted.has(got[key]);
    return isRight ? [] : [`${key}: ${[...wanted][0]} in the real one, ${got[key]} here`];
  });
}

async function moduleOf(source: string): Promise<Readonly<Record<string, unknown>>> {
  return await import(`data:text/javascript,${encodeURIComponent(source)}`);
}

function read(file: string): ReadonlyMap<string, unknown> {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return new Map(lines.map((line) => JSON.parse(line) as { readonly name: string }).map((life) => [life.name, life]));
}
