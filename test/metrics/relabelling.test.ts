import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { runMain, writeInput } from '../command/run-main.ts';
import { describeWithPrometheus, promtoolCheck, promtoolTest } from './prometheus.ts';
import { scrapingPrometheus } from './scraping-prometheus.ts';
import { SHOP } from './shop.ts';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  initContainers:
  - {name: migrate, image: "migrate:1"}
  - {name: proxy, image: "proxy:1", restartPolicy: Always}
  containers:
  - {name: app, image: "shop:1"}
`;

/** An alert on a pod: what its containers use over what they request. */
const POD_ALERT = `groups:
- name: pod
  rules:
  - alert: PodCpuOverRequest
    expr: |
      sum by (namespace, pod) (rate(container_cpu_usage_seconds_total{container!="migrate"}[5m]))
      / sum by (namespace, pod) (REQUESTS{resource="cpu"}) > 1
    for: 30m
`;

describeWithPrometheus('the relabelling of `outrigger metrics relabel`', () => {
  test.each([
    ['prometheus', []],
    ['prometheus', ['--all-init-containers']],
    ['servicemonitor', []],
  ])('is a configuration to promtool: -o %s %j', async (format, flags) => {
    const { stdout } = await runMain(['metrics', 'relabel', writeInput(POD), '-o', format, ...flags]);
    const verdict = promtoolCheck('config', toConfig(stdout));
    expect(verdict.ok, verdict.output).toBe(true);
  });

  test('by name, makes containers of sidecars and leaves ordinary init containers', async () => {
    const { stdout } = await runMain(['metrics', 'relabel', writeInput(POD)]);
    expect(await scraped(stdout)).toEqual({ app: 0.2, proxy: 0.1 });
  }, 120_000);

  test('as the article has it, makes a container of the ordinary init container, too, and says so', async () => {
    const { stdout, stderr } = await runMain(['metrics', 'relabel', '--all-init-containers']);
    expect(await scraped(stdout)).toEqual({ app: 0.2, migrate: 0.5, proxy: 0.1 });
    for (const said of [stderr, stdout.replaceAll('\n# ', ' ')]) {
      expect(said).toContain('takes ordinary init containers for containers that run for good');
    }
  }, 120_000);

  test('as the article has it, keeps an alert on the pod silent that should fire; the join lets it fire', async () => {
    const { stdout: relabelling } = await runMain(['metrics', 'relabel', '--all-init-containers']);
    const { stdout: rules } = await runMain(['metrics', 'rules']);
    const { metric_relabel_configs: steps }: Relabelling = parse(relabelling);
    const relabelled = SHOP.map(({ series, values }) => ({
      series: steps.reduce((now, step) => now.replace(new RegExp(`^${step.regex}(?={)`), step.replacement), series),
      values,
    }));
    const at = (firing: boolean) => [
      {
        eval_time: '40m',
        alertname: 'PodCpuOverRequest',
        exp_alerts: firing ? [{ exp_labels: { namespace: 'shop', pod: 'web' } }] : [],
      },
    ];
    const byRelabelling = POD_ALERT.replace('REQUESTS', 'kube_pod_container_resource_requests');
    const byJoin = POD_ALERT.replace('REQUESTS', 'container:kube_pod_container_resource_requests:with_sidecars');
    const wrong = promtoolTest([byRelabelling], [{ input_series: relabelled, alert_rule_test: at(false) }]);
    expect(wrong.ok, wrong.output).toBe(true);
    const right = promtoolTest([rules, byJoin], [{ input_series: SHOP, alert_rule_test: at(true) }]);
    expect(right.ok, right.output).toBe(true);
  });
});

interface Relabelling {
  readonly metric_relabel_configs: readonly { readonly regex: string; readonly replacement: string }[];
}

/** What Prometheus has as requests of containers once it has scraped the pod's series. */
async function scraped(relabelling: string): Promise<Readonly<Record<string, number>>> {
  const metrics = SHOP.filter(({ series }) => series.startsWith('kube_'));
  const exposition = metrics.map(({ series, values }) => `${series} ${values.split('x')[0]}\n`).join('');
  const ask = await scrapingPrometheus(exposition, parse(relabelling));
  const found = await ask('kube_pod_container_resource_requests');
  return Object.fromEntries((found ?? []).map(({ metric, value }) => [metric.container, Number(value[1])]));
}

/** A whole configuration around the relabelling; of a ServiceMonitor's, with the names that Prometheus has. */
function toConfig(relabelling: string): string {
  const value: { metric_relabel_configs?: unknown; metricRelabelings?: readonly object[] } = parse(relabelling);
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const steps = value.metricRelabelings?.map((step) =>
    Object.fromEntries(Object.entries(step).map(([name, each]) => [snake(name), each])),
  );
  const scrape = { job_name: 'kube-state-metrics', metric_relabel_configs: steps ?? value.metric_relabel_configs };
  return JSON.stringify({ scrape_configs: [scrape] });
}
