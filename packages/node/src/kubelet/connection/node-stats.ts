import { readFileSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import type { NodeStats } from '@outrigger/cluster';
import { type ContainerUsage, type PodReach, usageKey } from '../../runtime/pod-reach.ts';
import type { NodePod } from '../node-pod.ts';

/** What is measured, and when. */
export interface NodeStatsOptions {
  readonly pods: () => readonly Pick<NodePod, 'uid' | 'namespace' | 'name' | 'containers' | 'instanceOf'>[];
  readonly usages: PodReach['usages'];
  /** ms since 1970. */
  readonly now: () => number;
}

/** Measures what the node and its pods use; CPU since the last time it was asked. Containers that do not run are not among it. */
export function createNodeStats({ pods, usages, now }: NodeStatsOptions): () => Promise<NodeStats> {
  const sample = async (): Promise<Sample> => ({ nodeSeconds: nodeSeconds(), containers: await usages(), at: now() });
  let before: Sample = { at: now(), nodeSeconds: nodeSeconds(), containers: new Map() };
  return async () => {
    const after = await sample();
    const seconds = Math.max(0.001, (after.at - before.at) / 1000);
    const rate = (to: number, from: number | undefined) =>
      Math.max(0, Math.round(((to - (from ?? to)) / seconds) * 1e9));
    const used = before.containers;
    const stats: NodeStats = {
      at: new Date(after.at),
      windowSeconds: seconds,
      node: { cpuNanoCores: rate(after.nodeSeconds, before.nodeSeconds), memoryBytes: totalmem() - freemem() },
      pods: pods().flatMap((pod) => {
        const containers = pod.containers().flatMap((name) => {
          const key = usageKey(pod.uid, pod.instanceOf(name) ?? '');
          const usage = after.containers.get(key);
          if (usage === undefined) return [];
          const cpuNanoCores = rate(usage.cpuSeconds, used.get(key)?.cpuSeconds);
          return [{ name, cpuNanoCores, memoryBytes: usage.memoryBytes }];
        });
        return containers.length === 0 ? [] : [{ namespace: pod.namespace, pod: pod.name, containers }];
      }),
    };
    before = after;
    return stats;
  };
}

interface Sample {
  readonly at: number;
  readonly nodeSeconds: number;
  readonly containers: ReadonlyMap<string, ContainerUsage>;
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
