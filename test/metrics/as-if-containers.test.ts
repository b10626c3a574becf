import { DEFAULT_JOIN, rewriteExpression } from '@outrigger/sidecars';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFullRun } from '../effort.ts';
import { arbitraryExpression } from './arbitrary-expression.ts';
import { describeWithPrometheus } from './prometheus.ts';
import type { Sample } from './serve-prometheus.ts';
import { minuteOf, type StoredSeries, storedPrometheus } from './stored-prometheus.ts';

describeWithPrometheus('a rewritten expression', () => {
  test('says of sidecars what the old one says of the same containers before they became sidecars', async () => {
    const samples = fc.sample(arbitraryExpression, { numRuns: isFullRun ? 3000 : 300, seed: 20 });
    const legacy = await storedPrometheus(cluster('legacy'));
    const native = await storedPrometheus(cluster('native'));
    const judged = { answered: 0, told: 0, missed: 0 };
    for (const before of samples) {
      const { after, remarks } = rewriteExpression(before, { ...DEFAULT_JOIN, by: 'inline', lines: false });
      expect(remarks, before).toEqual([]);
      const expected = plain(await legacy(before, NOW));
      if (expected === undefined) continue;
      expect(plain(await native(after, NOW)), `${before}\n=> ${after}`).toEqual(expected);
      judged.answered += 1;
      if (expected.length > 0) judged.told += 1;
      if (JSON.stringify(plain(await native(before, NOW))) !== JSON.stringify(expected)) judged.missed += 1;
    }
    // Else the comparison would be one of nothing with nothing: some say much, and many miss sidecars unless they are rewritten.
    expect(judged.answered).toBeGreaterThan(samples.length / 2);
    expect(judged.told).toBeGreaterThan(samples.length / 4);
    expect(judged.missed).toBeGreaterThan(samples.length / 8);
  }, 120_000);
});

const NOW = minuteOf(100);

/** Without the metric's name, which functions and operators drop or keep, and in an order. */
function plain(samples: readonly Sample[] | undefined): readonly string[] | undefined {
  return samples
    ?.map(({ metric: { __name__, ...labels }, value }) => JSON.stringify([Object.entries(labels).toSorted(), value]))
    .toSorted();
}

/** Pods with a proxy, as containers or as sidecars; one has an ordinary init container of the sidecar's name. */
function cluster(form: 'legacy' | 'native'): readonly StoredSeries[] {
  const proxy = form === 'native' ? 'sidecar' : 'container';
  return [
    ...pod('a-web', { app: 'container', proxy, migrate: 'init' }),
    ...pod('a-job', { main: 'container', x: proxy }),
    ...pod('b-plain', { app: 'container', proxy: 'init' }),
    { series: 'up{job="k", instance="k:8080"}', values: minutes(() => 1) },
  ];
}

function pod(
  name: string,
  containers: Readonly<Record<string, 'container' | 'sidecar' | 'init'>>,
): readonly StoredSeries[] {
  const of = `namespace="shop", pod="${name}", uid="uid-${name}", job="k"`;
  const phase = { series: `kube_pod_status_phase{${of}, phase="Running"}`, values: minutes(() => 1) };
  return [
    phase,
    ...Object.entries(containers).flatMap(([container, kind], index) => {
      const metric = kind === 'container' ? 'kube_pod_container_' : 'kube_pod_init_container_';
      const labels = `${of}, container="${container}"`;
      const policy = { container: '', init: ', restart_policy=""', sidecar: ', restart_policy="Always"' }[kind];
      const series = (about: string, more: string, value: (minute: number) => number): StoredSeries => ({
        series: `${metric}${about}{${labels}${more}}`,
        values: minutes(value),
      });
      return [
        series('info', `, image="${container}:1"${policy}`, () => 1),
        series('status_ready', '', (minute) => (minute % (index + 3) === 0 ? 0 : 1)),
        series('status_running', '', (minute) => (minute > 40 + index ? 1 : 0)),
        series('status_restarts_total', '', (minute) => Math.floor(minute / (index + 5))),
        series('resource_requests', ', resource="cpu", unit="core"', () => 0.25 * (index + 1)),
        series('resource_requests', ', resource="memory", unit="byte"', () => 1024 * (index + 1)),
      ];
    }),
  ];
}

function minutes(value: (minute: number) => number): readonly number[] {
  return Array.from({ length: 121 }, (_, minute) => value(minute));
}
