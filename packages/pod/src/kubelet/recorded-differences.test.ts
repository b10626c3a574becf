import { describe, expect, test } from 'vitest';
import { playDocument, type ShortDocument } from '../simulate/testing/play-document.ts';
import type { Timeline } from '../simulate/timeline.ts';
import { type Kubelet, kubeletOf } from './profile.ts';
import { kubeletTiming } from './timing.ts';

const crashLoop: ShortDocument = {
  pod: { containers: [{ name: 'app' }] },
  behaviour: { app: [{ run: '1s', exit: 1 }] },
  until: '300s',
};

// Things that no text says; the recordings in shared/golden do. All in kubelet timing.
describe('what only recordings of kubelets show', () => {
  test.each(['1.30.3', '1.34.1', '1.35.3', '1.36.2'])(
    '%s stretches the waits of a crash loop at random, by up to a half',
    (version) => {
      const lives = seeds(100).map((seed) => playDocument(crashLoop, kubelet(version, seed)));
      for (const [restart, rule] of [
        [2, 10],
        [3, 20],
        [4, 40],
      ] as const) {
        const waits = lives.map((life) => (startOf(life, 'app', restart) - exitOf(life, 'app', restart - 1)) / 1000);
        expect(Math.min(...waits)).toBeGreaterThanOrEqual(rule);
        // Two ticks more: of the relist that sees the end, and of the work queue.
        expect(Math.max(...waits)).toBeLessThan(rule * 1.5 + 2.5);
        expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(rule * 0.3);
      }
    },
  );

  test('1.30 shows CrashLoopBackOff for most of a wait, 1.36 shows Error until it is nearly over', () => {
    for (const seed of seeds(30)) {
      expect(partInBackOff(playDocument(crashLoop, kubelet('1.30.3', seed)))).toBeGreaterThan(0.6);
      expect(partInBackOff(playDocument(crashLoop, kubelet('1.36.2', seed)))).toBeLessThan(0.1);
    }
  });

  test.each(['1.29.8', '1.33', '1.36.2'])('%s restarts twice without a wait when a probe kills', (version) => {
    const document: ShortDocument = {
      pod: { containers: [{ name: 'app', livenessProbe: { periodSeconds: 1, failureThreshold: 1 } }] },
      behaviour: { app: [{ probes: { liveness: { never: true } } }] },
      until: '60s',
    };
    for (const seed of seeds(30)) {
      const life = playDocument(document, kubelet(version, seed));
      const waits = [1, 2, 3].map((n) => startOf(life, 'app', n) - exitOf(life, 'app', n - 1));
      expect(waits[0]).toBeLessThan(500);
      expect(waits[1]).toBeLessThan(500);
      expect(waits[2]).toBeGreaterThan(8000);
    }
  });

  test('a sidecar without a startup probe holds the next container until the relist in 1.30, for a tenth of a second in 1.36', () => {
    const document: ShortDocument = {
      pod: { initContainers: [{ name: 'proxy', restartPolicy: 'Always' }], containers: [{ name: 'app' }] },
      until: '10s',
    };
    const gaps = (version: string) =>
      seeds(100).map((seed) => {
        const life = playDocument(document, kubelet(version, seed));
        return startOf(life, 'app', 0) - startOf(life, 'proxy', 0);
      });
    expect(Math.max(...gaps('1.30.3'))).toBeGreaterThan(900);
    expect(mean(gaps('1.30.3'))).toBeGreaterThan(400);
    expect(Math.max(...gaps('1.36.2'))).toBeLessThan(200);
  });

  test('a container is shown running, and then ready, earlier in 1.36 than in 1.30', () => {
    const document: ShortDocument = {
      pod: { containers: [{ name: 'app', readinessProbe: { periodSeconds: 1 } }] },
      until: '10s',
    };
    const delays = (version: string) =>
      seeds(100).map((seed) => {
        const life = playDocument(document, kubelet(version, seed));
        const ready = life.status.find((s) => s.status?.conditions.some((c) => c.type === 'Ready' && c.status));
        return (ready?.at ?? Number.POSITIVE_INFINITY) - startOf(life, 'app', 0);
      });
    expect(mean(delays('1.36.2'))).toBeLessThan(200);
    expect(mean(delays('1.30.3'))).toBeGreaterThan(400);
  });

  test('1.35 cancels the exec probes of a deleted pod, which stays Ready meanwhile; 1.36 goes on probing', () => {
    const document: ShortDocument = {
      pod: { containers: [{ name: 'app', readinessProbe: { periodSeconds: 1 } }] },
      behaviour: { app: [{ probes: { readiness: { failAfter: '10s' } }, onTerm: { after: '8s' } }] },
      timeline: [{ at: '9s', delete: {} }],
      until: '60s',
    };
    const told = (version: string) => {
      const { events, status } = playDocument(document, kubelet(version));
      return {
        said: events.filter((event) => event.reason === 'Unhealthy').at(-1)?.message,
        readyAt15s: status.findLast((s) => s.at <= 15_000)?.status?.containers[0]?.ready,
      };
    };
    expect(told('1.35.3')).toEqual({
      said: 'Readiness probe errored and resulted in unknown state: rpc error: code = Canceled desc = context canceled',
      readyAt15s: true,
    });
    expect(told('1.36.2')).toEqual({ said: 'Readiness probe failed: ', readyAt15s: false });
  });
});

function kubelet(version: string, seed: number = 0): Kubelet {
  return kubeletOf(version, { timing: kubeletTiming(seed) }) as Kubelet;
}

function seeds(many: number): readonly number[] {
  return Array.from({ length: many }, (_, i) => i + 1);
}

function startOf({ log }: Timeline, container: string, n: number): number {
  return log.filter((entry) => entry.container === container && entry.what === 'start')[n]?.at ?? Number.NaN;
}

function exitOf({ log }: Timeline, container: string, n: number): number {
  const ends = log.filter(
    (entry) => entry.container === container && (entry.what === 'exit' || entry.what === 'killed'),
  );
  return ends[n]?.at ?? Number.NaN;
}

/** For which part of its fourth wait, of 40 seconds, a container is shown in CrashLoopBackOff. */
function partInBackOff(life: Timeline): number {
  const [from, to] = [exitOf(life, 'app', 3), startOf(life, 'app', 4)];
  const shown = life.status.find((s) => {
    const state = s.status?.containers[0]?.state;
    return s.at > from && state?.is === 'waiting' && state.reason === 'CrashLoopBackOff';
  });
  return Math.max(0, to - (shown?.at ?? to)) / (to - from);
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
}
