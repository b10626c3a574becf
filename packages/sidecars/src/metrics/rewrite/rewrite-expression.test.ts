import { expect, test } from 'vitest';
import { DEFAULT_JOIN } from '../join-options.ts';
import { type RewriteOptions, rewriteExpression } from './rewrite-expression.ts';

const INLINE: RewriteOptions = { ...DEFAULT_JOIN, by: 'inline', lines: false };
const ON = 'on (namespace, pod, uid, container)';
const INFO = 'kube_pod_init_container_info{restart_policy="Always"}';

interface Row {
  readonly says: string;
  readonly before: string;
  readonly after: string;
  readonly options?: Partial<RewriteOptions>;
}

const rewritten: readonly Row[] = [
  {
    says: 'sidecars come in beside a selector, with its matchers',
    before: 'kube_pod_container_status_ready{pod=~"web-.*"} == 0',
    after: `(kube_pod_container_status_ready{pod=~"web-.*"} or kube_pod_init_container_status_ready{pod=~"web-.*"} and ${ON} kube_pod_init_container_info{pod=~"web-.*", restart_policy="Always"}) == 0`,
  },
  {
    says: 'the join does not ask for labels that the info has not',
    before: 'sum(kube_pod_container_resource_requests{resource="cpu", node="n1"})',
    after: `sum(kube_pod_container_resource_requests{resource="cpu", node="n1"} or kube_pod_init_container_resource_requests{resource="cpu", node="n1"} and ${ON} ${INFO})`,
  },
  {
    says: 'a range is joined outside of its function, and sidecars are told over the same range',
    before: 'increase(kube_pod_container_status_restarts_total[1h] offset 1d) > 3',
    after: `(increase(kube_pod_container_status_restarts_total[1h] offset 1d) or increase(kube_pod_init_container_status_restarts_total[1h] offset 1d) and ${ON} max_over_time(${INFO}[1h] offset 1d)) > 3`,
  },
  {
    says: 'an offset belongs to the selector before it, not to the sum',
    before: 'up + kube_pod_container_status_running offset 5m',
    after: `up + (kube_pod_container_status_running offset 5m or kube_pod_init_container_status_running offset 5m and ${ON} ${INFO} offset 5m)`,
  },
  {
    says: 'so does @',
    before: '-kube_pod_container_status_running @ end()',
    after: `-(kube_pod_container_status_running @ end() or kube_pod_init_container_status_running @ end() and ${ON} ${INFO} @ end())`,
  },
  {
    says: 'a subquery goes over the union',
    before: 'min_over_time(kube_pod_container_status_ready[5m:1m])',
    after: `min_over_time((kube_pod_container_status_ready or kube_pod_init_container_status_ready and ${ON} ${INFO})[5m:1m])`,
  },
  {
    says: 'the info of sidecars loses the label that containers have not',
    before: 'count(kube_pod_container_info{image=~".*nginx.*"})',
    after:
      'count(kube_pod_container_info{image=~".*nginx.*"} or max without (restart_policy) (kube_pod_init_container_info{image=~".*nginx.*", restart_policy="Always"}))',
  },
  {
    says: 'timestamps are those of the samples, so the function is joined',
    before: 'time() - timestamp(kube_pod_container_status_ready) > 60',
    after: `time() - (timestamp(kube_pod_container_status_ready) or timestamp(kube_pod_init_container_status_ready) and ${ON} ${INFO}) > 60`,
  },
  {
    says: 'two metrics are rewritten on their own',
    before: 'kube_pod_container_resource_requests / kube_pod_container_resource_limits',
    after: `(kube_pod_container_resource_requests or kube_pod_init_container_resource_requests and ${ON} ${INFO}) / (kube_pod_container_resource_limits or kube_pod_init_container_resource_limits and ${ON} ${INFO})`,
  },
  {
    says: 'comments and line breaks of what is repeated are left out of the repetition',
    before:
      'max_over_time(\n  # why\n  kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff"}[5m]\n) >= 1',
    after: `(max_over_time(\n  # why\n  kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff"}[5m]\n) or max_over_time(kube_pod_init_container_status_waiting_reason{reason="CrashLoopBackOff"}[5m]) and ${ON} max_over_time(${INFO}[5m])) >= 1`,
  },
  {
    says: 'matchers are repeated as they are written, on one line',
    before: 'count(kube_pod_container_status_ready{\n  job="k",namespace=~`a|b`, # why\n})',
    after: `count(kube_pod_container_status_ready{\n  job="k",namespace=~\`a|b\`, # why\n} or kube_pod_init_container_status_ready{job="k",namespace=~\`a|b\`,} and ${ON} kube_pod_init_container_info{job="k", namespace=~\`a|b\`, restart_policy="Always"})`,
  },
  {
    says: 'where lines are allowed, the union begins one, as deep as the expression',
    before: 'sum by (pod) (\n    kube_pod_container_status_running\n)',
    after: `sum by (pod) (\n    kube_pod_container_status_running\n    or kube_pod_init_container_status_running and ${ON} ${INFO}\n)`,
    options: { lines: true },
  },
  {
    says: 'labels that Prometheus has renamed are joined by their names there',
    before: 'kube_pod_container_status_ready{exported_pod="web"}',
    after:
      'kube_pod_container_status_ready{exported_pod="web"} or kube_pod_init_container_status_ready{exported_pod="web"} and on (uid, exported_container, exported_pod) kube_pod_init_container_info{restart_policy="Always"}',
    options: { on: ['uid', 'exported_container', 'exported_pod'] },
  },
  {
    says: 'recorded series stand for the metric, in ranges and in absent()',
    before: 'absent(kube_pod_container_info{job="k"}) or rate(kube_pod_container_status_restarts_total[5m])',
    after:
      'absent(container:kube_pod_container_info:with_sidecars{job="k"}) or rate(container:kube_pod_container_status_restarts_total:with_sidecars[5m])',
    options: { by: 'recorded' },
  },
];

test.each(rewritten)('$says', ({ before, after, options }) => {
  const now = rewriteExpression(before, { ...INLINE, ...options });
  expect(now.after).toBe(after);
  expect(now.remarks).toEqual([]);
  expect(rewriteExpression(after, { ...INLINE, ...options }), 'the second time').toMatchObject({ after, remarks: [] });
});

test.each([
  ['other metrics', 'kube_pod_status_phase{phase="Pending"} == 1'],
  ['the names of recorded series', 'sum(namespace:kube_pod_container_resource_requests:sum)'],
  [
    'the recording rules themselves',
    `kube_pod_container_status_ready\nor\nkube_pod_init_container_status_ready\n  and ${ON} ${INFO}`,
  ],
  [
    'a sum that somebody has made',
    `sum(kube_pod_container_status_ready) + sum(kube_pod_init_container_status_ready * on (pod, container) group_left () ${INFO})`,
  ],
])('%s stay as they are', (_, expression) => {
  expect(rewriteExpression(expression, INLINE)).toMatchObject({ after: expression, remarks: [] });
});

test.each([
  ['absent(kube_pod_container_info{pod="a"})', 'absent makes its labels from a single selector', 7],
  ['absent_over_time(kube_pod_container_info[5m])', 'absent_over_time makes its labels', 17],
  ['{__name__=~"kube_pod_container_.*"}', 'by a pattern', 0],
  ['{"kube_pod_container_info"}', 'by a pattern', 0],
  ['{__name__=~"kube_pod_(init_)?container_info"}', 'by a pattern', 0],
  ['1 + kube_pod_container_resource_requests_cpu_cores', 'went with kube-state-metrics 2.0', 4],
  ['kube_pod_container_something_new', 'nothing is known about sidecars', 0],
  ['kube_pod_container_status_ready unless kube_pod_init_container_status_ready', 'stands elsewhere', 0],
  ['rate(kube_pod_container_status_restarts_total[$__rate_interval])', 'cannot be read', 46],
  ['sum by (exported_pod) (kube_pod_container_status_ready)', 'name them all with --on', 23],
  [
    'quantile_over_time(scalar(kube_pod_container_status_ready), kube_pod_container_status_running[5m])',
    'more than this range',
    60,
  ],
])('%s is left for a person', (expression, why, start) => {
  const { remarks, after } = rewriteExpression(expression, INLINE);
  const left = remarks.find(({ message }) => message.includes(why));
  expect(left).toMatchObject({ kind: 'left', start });
  expect(after.slice(start)).toContain(expression.slice(start, start + 20));
});

test('a union that counts ordinary init containers is pointed out', () => {
  const expression =
    'increase(kube_pod_container_status_restarts_total[1h]) > 3 or increase(kube_pod_init_container_status_restarts_total[1h]) > 3';
  const { after, remarks } = rewriteExpression(expression, INLINE);
  expect(after).toBe(expression);
  expect(remarks).toMatchObject([{ kind: 'look', message: expect.stringContaining('ordinary init containers count') }]);
});

test('rules about exits are told that sidecars exit at the end of every pod', () => {
  const { remarks } = rewriteExpression('kube_pod_container_status_terminated_reason{reason="Error"} > 0', INLINE);
  expect(remarks).toMatchObject([{ kind: 'look', message: expect.stringContaining('exit code 143 or 137') }]);
});

test('what kube-state-metrics has only since 2.20 is left alone before', () => {
  const expression = 'kube_pod_container_state_started';
  expect(rewriteExpression(expression, { ...INLINE, version: '2.19.1' })).toMatchObject({
    after: expression,
    remarks: [{ kind: 'left', message: 'kube_pod_init_container_state_started comes with kube-state-metrics 2.20' }],
  });
});
