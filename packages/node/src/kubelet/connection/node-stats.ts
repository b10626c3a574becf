import { readFileSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import type { NodeStats } from '@outrigger/cluster';
import { processUsages } from '../../process/process-usage.ts';
import type { NodePod } from '../node-pod.ts';

/** Measures what the node and its pods use; CPU since the last time it was asked. */
export function createNodeStats(pods: () => readonly NodePod[], now: () => number): () => Promise<NodeStats> {
  let before = sample(now());
  return async () => {
    const running = pods();
    const after = sample(now());
    const seconds = Math.max(0.001, (after.at - before.at) / 1000);
    const rate = (to: number, from: number | undefined) =>
      Math.max(0, Math.round(((to - (from ?? to)) / seconds) * 1e9));
    const stats: NodeStats = {
      at: new Date(after.at),
      windowSeconds: seconds,
      node: { cpuNanoCores: rate(after.nodeSeconds, before.nodeSeconds), memoryBytes: totalmem() - freemem() },
      pods: running.map((pod) => {
        const used = after.pods.get(pod.uid);
        // Processes of one container are not told from those of another yet: the first has them all.
        const [first = '', ...others] = pod.containers();
        const all = {
          cpuNanoCores: rate(used?.cpuSeconds ?? 0, before.pods.get(pod.uid)?.cpuSeconds),
          memoryBytes: used?.memoryBytes ?? 0,
        };
        return {
          namespace: pod.namespace,
          pod: pod.name,
          containers: [{ name: first, ...all }, ...others.map((name) => ({ name, cpuNanoCores: 0, memoryBytes: 0 }))],
        };
      }),
    };
    before = after;
    return stats;
  };
}

interface Sample {
  readonly at: number;
  readonly nodeSeconds: number;
  readonly pods: ReadonlyMap<string, { readonly cpuSeconds: number; readonly memoryBytes: number }>;
}

function sample(at: number): Sample {
  return { at, nodeSeconds: nodeSeconds(), pods: processUsages() ?? new Map() };
}

/** All but idle and waiting, in seconds of a hundred ticks (proc(5), /proc/stat). */
function nodeSeconds(): number {
  try {
    const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] =
      readFileSync('/proc/stat', 'utf8')
        .split('\n', 1)[0]
        ?.replace(/^cpu\s+/, '')
        .split(/\s+/)
        .map(Number) ?? [];
    return (user + nice + system + irq + softirq) / 100;
  } catch {
    return 0;
  }
}
