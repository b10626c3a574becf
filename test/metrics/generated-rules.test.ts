import { expect, test } from 'vitest';
import { runMain } from '../command/run-main.ts';
import { describeWithPrometheus, promtoolCheck, promtoolTest, type RuleTest } from './prometheus.ts';
import { constant, labels, SHOP } from './shop.ts';

describeWithPrometheus('the rules of `outrigger metrics rules`', () => {
  test.each([
    [[]],
    [['--only', 'recording']],
    [['--only', 'alerts', '--interval', '1m']],
    [['--kube-state-metrics', '2.11']],
    [['--matchers', 'job="kube-state-metrics", cluster=~"a|b"']],
    [['--on', 'exported_namespace,exported_pod,uid,exported_container']],
  ])('are rules to promtool: %j', async (flags) => {
    const verdict = promtoolCheck('rules', await rules(...flags));
    expect(verdict.ok, verdict.output).toBe(true);
  });

  test('count sidecars, and no ordinary init containers', async () => {
    const verdict = promtoolTest(
      [await rules()],
      [
        {
          input_series: SHOP,
          promql_expr_test: [
            {
              expr: 'container:kube_pod_container_resource_requests:with_sidecars',
              eval_time: '5m',
              exp_samples: ['app', 'proxy'].map((name) => ({
                labels: `container:kube_pod_container_resource_requests:with_sidecars{${labels(name, { resource: 'cpu', unit: 'core' })}}`,
                value: name === 'app' ? 0.2 : 0.1,
              })),
            },
            {
              expr: 'pod:kube_pod_container_resource_requests:sum_with_sidecars',
              eval_time: '5m',
              exp_samples: [
                {
                  labels:
                    'pod:kube_pod_container_resource_requests:sum_with_sidecars{namespace="shop", pod="web", uid="u1", resource="cpu", unit="core"}',
                  value: 0.30000000000000004,
                },
              ],
            },
            {
              expr: 'container:kube_pod_container_info:with_sidecars{container="proxy"}',
              eval_time: '5m',
              exp_samples: [
                {
                  labels: `container:kube_pod_container_info:with_sidecars{${labels('proxy', { image: 'proxy:1' })}}`,
                  value: 1,
                },
              ],
            },
          ],
        },
      ],
    );
    expect(verdict.ok, verdict.output).toBe(true);
  });

  test('keep counting while kube-state-metrics is scraped twice, where a product fails, and say so', async () => {
    const twice = SHOP.flatMap(({ series, values }) =>
      ['a', 'b'].map((instance) => ({ series: series.replace('{', `{instance="${instance}", `), values })),
    );
    const product = `groups:
- name: product
  rules:
  - record: product
    expr: |
      kube_pod_init_container_resource_requests
        * on (namespace, pod, uid, container) group_left ()
      kube_pod_init_container_info{restart_policy="Always"}
`;
    const expected = {
      input_series: twice,
      promql_expr_test: [
        {
          expr: 'count(container:kube_pod_container_resource_requests:with_sidecars{container="proxy"})',
          eval_time: '5m',
          exp_samples: [{ labels: '{}', value: 2 }],
        },
      ],
      alert_rule_test: [
        alertTest('SidecarSeriesDoubled', '20m', [
          { container: 'proxy', namespace: 'shop', pod: 'web', uid: 'u1', severity: 'info' },
        ]),
      ],
    };
    const verdict = promtoolTest([await rules()], [expected]);
    expect(verdict.ok, verdict.output).toBe(true);
    expect(promtoolTest([product], [{ input_series: twice }]).output).toContain('many-to-many matching not allowed');
  });

  test.each([
    ['30m', []],
    ['35m', ['proxy']],
  ])('alert on more than 100 %% of the CPU request for 30 minutes: %s', async (at, firing) => {
    const alerts = firing.map((container) => ({ container, namespace: 'shop', pod: 'web', severity: 'warning' }));
    const verdict = promtoolTest(
      [await rules()],
      [{ input_series: SHOP, alert_rule_test: [alertTest('ContainerCpuOverRequest', at, alerts)] }],
    );
    expect(verdict.ok, verdict.output).toBe(true);
  });

  test('alert on a sidecar that crashes, is not ready or starts again and again, and on no ordinary init container', async () => {
    const inits = ['proxy', 'migrate'].flatMap((name) => [
      constant('kube_pod_init_container_status_waiting_reason', labels(name, { reason: 'CrashLoopBackOff' }), 1),
      constant('kube_pod_init_container_status_ready', labels(name), 0),
      { series: `kube_pod_init_container_status_restarts_total{${labels(name)}}`, values: '0+1x120' },
    ]);
    const phase = { namespace: 'shop', pod: 'web', uid: 'u1', phase: 'Running' };
    const phaseLabels = Object.entries(phase).map(([name, value]) => `${name}="${value}"`);
    const series = [...SHOP, ...inits, constant('kube_pod_status_phase', phaseLabels.join(', '), 1)];
    const proxy = { namespace: 'shop', pod: 'web', uid: 'u1', container: 'proxy', severity: 'warning' };
    const verdict = promtoolTest(
      [await rules()],
      [
        {
          input_series: series,
          alert_rule_test: [
            alertTest('SidecarCrashLooping', '10m', []),
            alertTest('SidecarCrashLooping', '20m', [{ ...proxy, reason: 'CrashLoopBackOff' }]),
            alertTest('SidecarNotReady', '20m', [proxy]),
            alertTest('SidecarRestarting', '90m', [proxy]),
          ],
        },
        {
          // The Job is done: its sidecar was stopped, which is no failure.
          input_series: [...SHOP, ...inits.slice(1, 2), constant('kube_pod_status_phase', phaseLabels.join(', '), 0)],
          alert_rule_test: [alertTest('SidecarNotReady', '20m', [])],
        },
      ],
    );
    expect(verdict.ok, verdict.output).toBe(true);
  });

  test('work with the labels of a Prometheus that renames them', async () => {
    const renamed = SHOP.map(({ series, values }) => ({
      series: series.startsWith('kube_') ? series.replaceAll(/\b(namespace|pod|container)=/g, 'exported_$1=') : series,
      values,
    }));
    const text = await rules('--on', 'exported_namespace,exported_pod,uid,exported_container');
    const alerts = [{ container: 'proxy', namespace: 'shop', pod: 'web', severity: 'warning' }];
    const verdict = promtoolTest(
      [text],
      [{ input_series: renamed, alert_rule_test: [alertTest('ContainerCpuOverRequest', '35m', alerts)] }],
    );
    expect(verdict.ok, verdict.output).toBe(true);
  });
});

async function rules(...flags: readonly string[]): Promise<string> {
  const { stdout } = await runMain(['metrics', 'rules', ...flags]);
  return stdout;
}

function alertTest(
  alertname: string,
  evalTime: string,
  alerts: readonly Readonly<Record<string, string>>[],
): NonNullable<RuleTest['alert_rule_test']>[number] {
  return { eval_time: evalTime, alertname, exp_alerts: alerts.map((each) => ({ exp_labels: each })) };
}
