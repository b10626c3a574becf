import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { followRun } from './follow-run.ts';

/** What it takes to run many pods as processes. */
export interface ManyPods {
  /** From the start of the command until the last pod was Ready, in ms. */
  readonly readyMs: number;
  /** From Ctrl-C until the command had ended, in ms. */
  readonly goneMs: number;
  readonly worker: ProcessCost;
  readonly supervisor: ProcessCost;
}

/** What one process takes. */
export interface ProcessCost {
  /** Of one core, in percent, while all pods are Ready and nothing happens to them but their probes. */
  readonly restPercent: number;
  /** Memory that is its own, in bytes (RssAnon). */
  readonly memory: number;
}

/** How many pods, and for how long. */
export interface ManyPodsPlan {
  /** What Node is given before `run`. */
  readonly command: readonly string[];
  readonly pods: number;
  readonly restMs: number;
  /** Whether each pod has a readiness probe, every 10 s, beside its startup probe. */
  readonly probed: boolean;
}

/** Runs so many pods of three containers by one command, which follows their logs, lets them rest, and stops them. */
export async function runMany({ command, pods, restMs, probed }: ManyPodsPlan): Promise<ManyPods> {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-many-'));
  const file = join(folder, 'pod.json');
  writeFileSync(file, JSON.stringify(podOfThree(probed)));
  try {
    await using run = followRun(command, [file, '--replicas', String(pods), '--logs']);
    const ready = new Set<string>();
    let read = 0;
    const readyMs = await run.until((lines) => {
      for (; read < lines.length; read++) {
        const { pod, status } = lines[read] ?? { pod: '' };
        if (status?.conditions.some((condition) => condition.type === 'Ready' && condition.status)) ready.add(pod);
      }
      return ready.size === pods;
    });
    const supervisor = run.supervisor();
    if (supervisor === undefined) throw new Error('no supervisor holds the processes');
    await delay(SETTLE);
    const costOf = restCost([run.pid, supervisor]);
    await delay(restMs);
    const [worker, holder] = costOf();
    const goneMs = await run.interrupt();
    if (!worker || !holder) throw new Error('two processes were looked at');
    return { readyMs, goneMs, worker, supervisor: holder };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How long after the last pod was Ready the rest begins, in ms: what was thrown away by then has been collected. */
const SETTLE = 3000;

/** Begins to look at processes; the answer gives what they took since. */
function restCost(pids: readonly number[]): () => readonly ProcessCost[] {
  const begun = performance.now();
  const before = pids.map(cpuSeconds);
  return () => {
    const seconds = (performance.now() - begun) / 1000;
    return pids.map((pid, i) => ({
      restPercent: ((cpuSeconds(pid) - (before[i] ?? 0)) / seconds) * 100,
      memory: ownMemory(pid),
    }));
  };
}

/** A clock tick of /proc is 10 ms on every Linux that Node runs on. */
function cpuSeconds(pid: number): number {
  // The fields behind the name, which may hold blanks: user and system time are the 14th and 15th.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function ownMemory(pid: number): number {
  const [, kib] = /^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) * 1024;
}

function podOfThree(probed: boolean): object {
  const forever = ['sh', '-c', 'trap "exit 0" TERM; touch ready; sleep 3600 & wait'];
  const isThere = { exec: { command: ['test', '-f', 'ready'] } };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'many' },
    spec: {
      terminationGracePeriodSeconds: 10,
      initContainers: [
        {
          name: 'proxy',
          image: 'proxy:1',
          restartPolicy: 'Always',
          command: forever,
          startupProbe: { ...isThere, periodSeconds: 1 },
        },
        { name: 'shipper', image: 'shipper:1', restartPolicy: 'Always', command: forever },
      ],
      containers: [
        {
          name: 'app',
          image: 'app:1',
          command: forever,
          ...(probed && { readinessProbe: { ...isThere, periodSeconds: 10 } }),
        },
      ],
    },
  };
}
