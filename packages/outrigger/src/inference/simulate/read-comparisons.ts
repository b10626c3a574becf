import {
  CONTENDERS,
  type Comparison,
  type ContenderName,
  ENGINE_PROFILES,
  type EngineProfile,
  LLAMA2_7B_H100,
  OBJECTIVE,
  type Setting,
  USUAL_SETTINGS,
  WORKLOADS,
} from '@outrigger/inference';
import { badFlag } from '../../world/failure.ts';

/** What the flags say of what is compared. */
export interface ComparisonFlags {
  readonly workload?: string;
  readonly qps?: string;
  readonly seconds?: number;
  readonly seeds?: number;
  readonly article?: boolean;
  readonly policy?: string;
  readonly replicas?: number;
  readonly engine?: string;
  readonly ttft?: number;
  readonly tpot?: number;
}

/** Makes comparisons of flags, one for each workload. */
export function readComparisons(flags: ComparisonFlags): readonly Comparison[] {
  const policies = policiesOf(
    flags.policy ??
      (flags.article ? 'service,decision-tree,predicted,predicted-queueing,predicted-shedding' : undefined),
  );
  return workloadsOf(flags.workload ?? 'sharegpt').map((workload) => {
    const usual = { ...(USUAL_SETTINGS[workload.name] as Setting), ...(flags.article && ARTICLE) };
    return {
      workload,
      policies,
      loads: flags.qps === undefined ? usual.loads : numbersOf('--qps', flags.qps),
      seeds: Array.from({ length: positive('--seeds', flags.seeds ?? 3) }, (_, at) => at + 1),
      engine: flags.engine === undefined ? usual.engine : engineOf(flags.engine),
      replicas: positive('--replicas', flags.replicas ?? usual.replicas),
      warmUp: usual.warmUp,
      seconds: positive('--seconds', flags.seconds ?? usual.seconds),
      objective: {
        ttftMs: positive('--ttft', flags.ttft ?? OBJECTIVE.ttftMs),
        tpotMs: positive('--tpot', flags.tpot ?? OBJECTIVE.tpotMs),
      },
    };
  });
}

/** "Introducing Gateway API Inference Extension" (2025-06-05): ShareGPT, ten Llama 2 on H100. */
const ARTICLE = {
  engine: LLAMA2_7B_H100,
  replicas: 10,
  loads: [100, 200, 300, 400, 500, 600, 700, 800, 900, 1000],
  seconds: 30,
  warmUp: 10,
};

function policiesOf(list: string | undefined): readonly ContenderName[] {
  const known = Object.keys(CONTENDERS) as ContenderName[];
  if (list === undefined) return known;
  return wordsOf(list).map((name) => {
    const found = known.find((each) => each === name);
    if (found === undefined) throw badFlag('--policy', `there is no policy ${name}`, `there are: ${known.join(', ')}`);
    return found;
  });
}

function workloadsOf(list: string): Comparison['workload'][] {
  if (list === 'all') return [...WORKLOADS];
  return wordsOf(list).map((name) => {
    const found = WORKLOADS.find((each) => each.name === name);
    const known = WORKLOADS.map((each) => each.name).join(', ');
    if (!found) throw badFlag('--workload', `there is no workload ${name}`, `there are: ${known}, all`);
    return found;
  });
}

function engineOf(name: string): EngineProfile {
  return ENGINE_PROFILES.find((each) => each.name === name) as EngineProfile;
}

/** Reads the numbers of a list: `10,20.5`. */
export function numbersOf(flag: string, list: string): readonly number[] {
  const numbers = wordsOf(list).map(Number);
  if (numbers.length > 0 && numbers.every((each) => each > 0 && Number.isFinite(each))) return numbers;
  throw badFlag(flag, `${JSON.stringify(list)} is no list of numbers above 0`, 'write 10,20,40');
}

function positive(flag: string, value: number): number {
  if (value > 0) return value;
  throw badFlag(flag, 'must be above 0');
}

function wordsOf(list: string): readonly string[] {
  return list
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
