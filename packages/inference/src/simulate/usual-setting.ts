import { type EngineProfile, LLAMA2_7B_A100, QWEN3_32B_H100 } from './engine/engine-profile.ts';

/** Where a workload is played when nothing else is said. */
export interface Setting {
  readonly engine: EngineProfile;
  readonly replicas: number;
  /** Requests a second: little; what a pool is sized for; near to what it can do at all. */
  readonly loads: readonly [low: number, medium: number, near: number];
  /** So long requests are sent, after as long as caches need to fill. */
  readonly seconds: number;
  readonly warmUp: number;
}

/** Settings by the name of the workload; loads are near where the best of all policies begins to queue. */
export const USUAL_SETTINGS: Readonly<Record<string, Setting>> = {
  sharegpt: { engine: LLAMA2_7B_A100, replicas: 10, loads: [40, 90, 105], seconds: 45, warmUp: 15 },
  'shared-prefix': { engine: QWEN3_32B_H100, replicas: 8, loads: [8, 15, 18], seconds: 90, warmUp: 30 },
  'multi-lora': { engine: LLAMA2_7B_A100, replicas: 10, loads: [20, 40, 52], seconds: 45, warmUp: 15 },
  'code-generation': { engine: QWEN3_32B_H100, replicas: 8, loads: [2, 6, 9], seconds: 90, warmUp: 30 },
  mooncake: { engine: QWEN3_32B_H100, replicas: 8, loads: [4, 12, 18], seconds: 90, warmUp: 30 },
  'scenario-a': { engine: QWEN3_32B_H100, replicas: 8, loads: [8, 24, 36], seconds: 90, warmUp: 30 },
  'scenario-b': { engine: QWEN3_32B_H100, replicas: 8, loads: [4, 8, 11], seconds: 90, warmUp: 30 },
  'scenario-d': { engine: QWEN3_32B_H100, replicas: 8, loads: [3, 6, 8], seconds: 90, warmUp: 30 },
  reasoning: { engine: QWEN3_32B_H100, replicas: 8, loads: [4, 8, 11], seconds: 90, warmUp: 30 },
};
