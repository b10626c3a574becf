import { readFileSync } from 'node:fs';
import { DEFAULT_JOIN, rewriteExpression } from '@outrigger/sidecars';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runMain, writeInput } from '../command/run-main.ts';
import { isFullRun } from '../effort.ts';
import { arbitraryExpression } from './arbitrary-expression.ts';
import { describeWithPrometheus, promtoolCheck, promtoolTest, type RuleTest } from './prometheus.ts';
import { constant, labels, SHOP } from './shop.ts';

const USUAL = readFileSync(new URL('usual-rules.yaml', import.meta.url), 'utf8');

describeWithPrometheus('rules that `outrigger metrics rewrite` has rewritten', () => {
  test.each([['inline'], ['recorded']])('are rules to promtool: --by %s', async (by) => {
    const verdict = promtoolCheck('rules', await rewritten(by));
    expect(verdict.ok, verdict.output).toBe(true);
  });

  test('are rules to promtool, whatever the expressions were', () => {
    const samples = fc.sample(arbitraryExpression, { numRuns: isFullRun ? 5000 : 400, seed: 4 });
    const asRules = (expressions: readonly string[]) =>
      JSON.stringify({ groups: [{ name: 'any', rules: expressions.map((expr, i) => ({ record: `r${i}`, expr })) }] });
    const before = promtoolCheck('rules', asRules(samples));
    expect(before.ok, before.output).toBe(true);
    for (const by of ['inline', 'recorded'] as const) {
      const options = { ...DEFAULT_JOIN, by, lines: true };
      const after = samples.map((each) => rewriteExpression(each, options));
      const verdict = promtoolCheck('rules', asRules(after.map((each) => each.after)));
      expect(verdict.ok, verdict.output).toBe(true);
      const again = after.map((each) => rewriteExpression(each.after, options).after);
      expect(again).toEqual(after.map((each) => each.after));
      expect(after.filter(({ splices }) => splices.length > 0).length).toBeGreaterThan(samples.length / 2);
    }
  });

  test('miss sidecars before, and see them afterwards, inline and recorded alike; ordinary init containers never', async () => {
    const recording = (await runMain(['metrics', 'rules', '--only', 'recording'])).stdout;
    const versions = [
      { files: [USUAL], sees: [] },
      { files: [await rewritten('inline')], sees: ['proxy'] },
      { files: [recording, await rewritten('recorded')], sees: ['proxy'] },
    ];
    for (const { files, sees } of versions) {
      const verdict = promtoolTest(files, [trouble(sees)]);
      expect(verdict.ok, verdict.output).toBe(true);
    }
  });
});

async function rewritten(by: string): Promise<string> {
  const file = writeInput(USUAL, 'rules.yaml');
  const { exitCode, stderr } = await runMain(['metrics', 'rewrite', file, '--write', '--by', by]);
  expect(exitCode, stderr).toBe(0);
  return readFileSync(file, 'utf8');
}

/** The sidecar and the ordinary init container of the shop are both in every kind of trouble. */
function trouble(sees: readonly string[]): RuleTest {
  const job = { job: 'kube-state-metrics' };
  const inits = ['proxy', 'migrate'].flatMap((name) => [
    constant('kube_pod_init_container_status_waiting_reason', labels(name, { reason: 'CrashLoopBackOff', ...job }), 1),
    { series: `kube_pod_init_container_status_restarts_total{${labels(name, job)}}`, values: '0+1x120' },
    constant('kube_pod_init_container_status_last_terminated_reason', labels(name, { reason: 'OOMKilled', ...job }), 1),
  ]);
  const shop = SHOP.map(({ series, values }) => ({
    series: series.startsWith('kube_') ? series.replace('{', '{job="kube-state-metrics", ') : series,
    values,
  }));
  const pod = { namespace: 'shop', pod: 'web' };
  const full = { ...pod, uid: 'u1', ...job };
  const alert = (alertname: string, more: Readonly<Record<string, string>>) => ({
    eval_time: '90m',
    alertname,
    exp_alerts: sees.map((container) => ({ exp_labels: { ...more, container } })),
  });
  return {
    input_series: [...shop, ...inits],
    alert_rule_test: [
      alert('PodCrashLooping', { ...full, reason: 'CrashLoopBackOff' }),
      alert('PodRestarting', full),
      alert('ContainerOutOfMemory', { ...full, reason: 'OOMKilled' }),
      alert('CpuOverRequest', pod),
    ],
    promql_expr_test: [
      {
        expr: 'round(namespace_cpu:kube_pod_container_resource_requests:sum, 0.1)',
        eval_time: '90m',
        exp_samples: [{ labels: '{namespace="shop"}', value: sees.length > 0 ? 0.3 : 0.2 }],
      },
      {
        expr: 'pod:containers:count',
        eval_time: '90m',
        exp_samples: [{ labels: 'pod:containers:count{namespace="shop", pod="web"}', value: 1 + sees.length }],
      },
    ],
  };
}
