import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DEFAULT_JOIN } from '@outrigger/sidecars';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { RULES_FLAGS } from '../../packages/outrigger/src/metrics/flags.ts';
import { runMain, writeInput } from './run-main.ts';

const RULE = `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: shop # ours
spec:
  groups:
  - name: shop
    rules:
    # wakes people
    - alert: Crashing
      expr: |
        # the usual one
        max_over_time(
          kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff"}[5m]
        ) >= 1
      for: 15m
    - alert: 'Restarts'
      expr: "increase(kube_pod_container_status_restarts_total{job=\\"ksm\\"}[1h]) > 3"  # an hour
    - {record: "shop:ready", expr: 'sum(kube_pod_container_status_ready{pod=~''web-.*''})'}
    - record: shop:limits
      expr: >-
        sum by (pod) (
          kube_pod_container_resource_limits
        )
`;

const REWRITTEN = `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: shop # ours
spec:
  groups:
  - name: shop
    rules:
    # wakes people
    - alert: Crashing
      expr: |
        # the usual one
        (max_over_time(
          kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff"}[5m]
        )
        or max_over_time(kube_pod_init_container_status_waiting_reason{reason="CrashLoopBackOff"}[5m]) and on (namespace, pod, uid, container) max_over_time(kube_pod_init_container_info{restart_policy="Always"}[5m])) >= 1
      for: 15m
    - alert: 'Restarts'
      expr: "(increase(kube_pod_container_status_restarts_total{job=\\"ksm\\"}[1h]) or increase(kube_pod_init_container_status_restarts_total{job=\\"ksm\\"}[1h]) and on (namespace, pod, uid, container) max_over_time(kube_pod_init_container_info{job=\\"ksm\\", restart_policy=\\"Always\\"}[1h])) > 3"  # an hour
    - {record: "shop:ready", expr: 'sum(kube_pod_container_status_ready{pod=~''web-.*''} or kube_pod_init_container_status_ready{pod=~''web-.*''} and on (namespace, pod, uid, container) kube_pod_init_container_info{pod=~''web-.*'', restart_policy="Always"})'}
    - record: shop:limits
      expr: >-
        sum by (pod) (
          kube_pod_container_resource_limits or kube_pod_init_container_resource_limits and on (namespace, pod, uid, container) kube_pod_init_container_info{restart_policy="Always"}
        )
`;

const OWN =
  'groups:\n- name: own\n  rules:\n  - record: own:running\n    expr: sum(kube_pod_container_status_running)\n';

const DOUBLED = `apiVersion: v1
kind: Pod
metadata: {name: twice}
spec:
  initContainers:
  - {name: proxy, image: "proxy:1", restartPolicy: Always}
  containers:
  - {name: proxy, image: "proxy:1"}
`;

describe('outrigger metrics rewrite', () => {
  test('prints a diff, says what comes in where, and writes nothing', async () => {
    const file = writeInput(RULE, 'rules.yaml');
    const { exitCode, stdout, stderr } = await runMain(['metrics', 'rewrite', file]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('+        or max_over_time(kube_pod_init_container_status_waiting_reason');
    expect(stderr).toContain(`Crashing (${file}:11): kube_pod_container_status_waiting_reason`);
    expect(stderr).toMatch(/\n4 rules to change, in 1 file\n$/);
    expect(readFileSync(file, 'utf8')).toBe(RULE);
  });

  test.each([
    ['as they are', (text: string) => text],
    ['with Windows line ends', (text: string) => text.replaceAll('\n', '\r\n')],
    ['with a byte order mark', (text: string) => `\ufeff${text}`],
    ['without a last line break', (text: string) => text.replace(/\n$/, '')],
    [
      'among other documents',
      (text: string) => `${DOUBLED.replaceAll('proxy,', 'other,')}---\n${text}---\n# the end\n`,
    ],
    ['in a List', (text: string) => `apiVersion: v1\nkind: List\nitems:\n-\n${text.replaceAll(/^(?=.)/gm, '  ')}`],
  ])('writes files %s, with comments, blocks, folds and quotes, and finds nothing the next time', async (_, shape) => {
    const file = writeInput(shape(RULE), 'rules.yaml');
    expect(await runMain(['metrics', 'rewrite', file, '--write', '--quiet'])).toMatchObject({ exitCode: 0 });
    expect(readFileSync(file, 'utf8')).toBe(shape(REWRITTEN));
    const again = await runMain(['metrics', 'rewrite', file, '--write']);
    expect(again).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: expect.stringMatching(/nothing to change in 1 file\n$/),
    });
  });

  test('knows JSON, and rule files of Prometheus itself', async () => {
    const json = writeInput(JSON.stringify(parse(RULE), null, 2), 'rules.json');
    await runMain(['metrics', 'rewrite', json, '--write', '--by', 'recorded']);
    expect(readFileSync(json, 'utf8')).toBe(
      JSON.stringify(parse(RULE), null, 2).replaceAll(/kube_pod_container_\w+/g, 'container:$&:with_sidecars'),
    );
    const own = writeInput(OWN, 'rules.yml');
    await runMain(['metrics', 'rewrite', own, '--write', '--by', 'recorded']);
    expect(readFileSync(own, 'utf8')).toBe(
      OWN.replace('kube_pod_container_status_running', 'container:kube_pod_container_status_running:with_sidecars'),
    );
  });

  test('takes directories, and passes over what holds neither rules nor objects', async () => {
    const file = writeInput(RULE, 'rules.yaml');
    const folder = dirname(file);
    mkdirSync(join(folder, 'more'));
    writeFileSync(join(folder, 'more', 'own.yml'), OWN);
    writeFileSync(join(folder, 'values.yaml'), 'image: x\n');
    writeFileSync(join(folder, 'mixed.yaml'), `image: x\n---\n${RULE}`);
    const { exitCode, stderr } = await runMain(['metrics', 'rewrite', folder]);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/\n9 rules to change, in 3 files\n$/);
  });

  test('reads standard input, and prints a JSON patch per object', async () => {
    const { stdout } = await runMain(['metrics', 'rewrite', '-', '--json-patch', '--by', 'recorded'], { stdin: RULE });
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'PrometheusRule', metadata: { name: 'shop' } });
    expect(JSON.parse(stdout).patch[2]).toEqual({
      op: 'replace',
      path: '/spec/groups/0/rules/2/expr',
      value: "sum(container:kube_pod_container_status_ready:with_sidecars{pod=~'web-.*'})",
    });
  });

  test('says that a rule file of Prometheus cannot be patched, and what recorded series need', async () => {
    const patched = await runMain(['metrics', 'rewrite', writeInput(OWN), '--json-patch', '--by', 'recorded']);
    expect(patched.stdout).toBe('');
    expect(patched.stderr).toContain('holds no object that could be patched: --write changes it');
    expect(patched.stderr).toMatch(/They need the recording rules of: outrigger metrics rules\n$/);
  });

  test('--check says by its exit code whether there is something to change', async () => {
    expect(await runMain(['metrics', 'rewrite', writeInput(RULE), '--check'])).toMatchObject({ exitCode: 1 });
    expect(await runMain(['metrics', 'rewrite', writeInput(REWRITTEN), '--check'])).toMatchObject({
      exitCode: 0,
      stdout: '',
    });
  });

  test('points at what it cannot rewrite, and says why', async () => {
    const file = writeInput(
      OWN.replace('sum(kube', 'sum by (pod)\n      (up) or absent(kube').replace('running)', 'running{pod="a"})'),
      'rules.yaml',
    );
    const { exitCode, stdout, stderr } = await runMain(['metrics', 'rewrite', file]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(
      stderr,
    ).toBe(`warning: own:running still misses sidecars: absent makes its labels from a single selector; --by recorded can rewrite it
  --> ${file}:6:22
  |
6 |       (up) or absent(kube_pod_container_status_running{pod="a"})
  |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
nothing to change in 1 file; 1 rule left for you
`);
  });

  test('does not touch a text that two rules share', async () => {
    const shared = `${OWN.replace('expr: sum', 'expr: &running sum')}  - alert: Same\n    expr: *running\n`;
    const file = writeInput(shared, 'rules.yaml');
    const { exitCode, stderr } = await runMain(['metrics', 'rewrite', file, '--write']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('own:running was not rewritten: its text is shared with another rule (an anchor)');
    expect(readFileSync(file, 'utf8')).toBe(shared);
  });

  test('points at queries that are not in expressions: templates, and texts in ConfigMaps', async () => {
    const template = `${OWN}    annotations: {n: '{{ query "count(kube_pod_container_info)" }}'}\n`;
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'rules' }, data: { 'rules.yml': OWN } };
    const inTemplate = await runMain(['metrics', 'rewrite', writeInput(template)]);
    expect(inTemplate.stderr).toContain('warning: a query in a template is not rewritten');
    const inMap = await runMain(['metrics', 'rewrite', writeInput(JSON.stringify(map), 'map.json')]);
    expect(inMap.stderr).toContain('ConfigMap rules: rules.yml asks kube-state-metrics about containers');
  });

  test('says that a container and an init container of one name cannot be told apart', async () => {
    const { stderr } = await runMain(['metrics', 'rewrite', writeInput(`${DOUBLED}---\n${RULE}`)]);
    expect(stderr).toContain(
      'pod/twice: "proxy" is a container and an init container: their series have the same labels',
    );
  });

  test.each([
    [[], 'no file was named'],
    [['-', '--write'], '--write: standard input is no file'],
    [['x.yaml', '--check', '--write'], '--check: it writes nothing'],
    [['x.yaml', '--on', 'pod,'], '--on: "" is no label'],
    [['x.yaml', '--kube-state-metrics', 'new'], '--kube-state-metrics: "new" is no version'],
    [['x.yaml', '--kube-state-metrics', '2.10'], '2.10 does not say which init containers are sidecars'],
    [['x.yaml'], 'no such file or directory'],
  ])('refuses %j', async (line, message) => {
    const { exitCode, stderr } = await runMain(['metrics', 'rewrite', ...line]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });

  test('shows where a file cannot be read', async () => {
    const { exitCode, stderr } = await runMain(['metrics', 'rewrite', writeInput('groups: [\n', 'bad.yaml')]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('bad.yaml:');
  });
});

describe('outrigger metrics rules', () => {
  test('prints a PrometheusRule as the operator takes it', async () => {
    const line = ['-o', 'prometheusrule', '-n', 'monitoring', '--name', 'natives', '--label', 'release=kps'];
    const { exitCode, stdout, stderr } = await runMain(['metrics', 'rules', ...line]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(parse(stdout)).toMatchObject({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name: 'natives', namespace: 'monitoring', labels: { release: 'kps' } },
      spec: { groups: [{ name: 'sidecars.recording' }, { name: 'sidecars.alerts' }] },
    });
  });

  test('is left alone by the rewriter', async () => {
    const { stdout } = await runMain(['metrics', 'rules']);
    for (const by of ['inline', 'recorded']) {
      const { stderr } = await runMain(['metrics', 'rewrite', '-', '--by', by], { stdin: stdout });
      expect(stderr).toBe('nothing to change in 1 file\n');
    }
  });

  test('says which names in manifests would be lost', async () => {
    const { exitCode, stderr } = await runMain(['metrics', 'rules', writeInput(DOUBLED)]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('those of the init container would be lost');
  });

  test('has the defaults of the join that it prints', () => {
    const defaults = Object.fromEntries(
      RULES_FLAGS.flatMap(({ flags }) => flags).map(({ flags, default: preset }) => [flags.split(' ')[0], preset]),
    );
    expect(defaults).toMatchObject({ '--on': DEFAULT_JOIN.on.join(','), '--kube-state-metrics': DEFAULT_JOIN.version });
  });

  test.each([
    [['--interval', 'often'], '--interval: "often" is no duration'],
    [['-o', 'prometheusrule', '--label', 'kps'], '--label: "kps" is no label'],
    [['-n', 'monitoring'], '--namespace: a rule file of Prometheus has none'],
    [['--matchers', 'job=ksm'], '--matchers: "job=ksm" are no matchers'],
  ])('refuses %j', async (line, message) => {
    const { exitCode, stderr } = await runMain(['metrics', 'rules', ...line]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('outrigger metrics relabel', () => {
  test('warns of an ordinary init container with the name of a sidecar', async () => {
    const ordinary = DOUBLED.replace('twice', 'other')
      .replace(', restartPolicy: Always', '')
      .replace(/ {2}containers:[\s\S]*/, '');
    const sidecar = DOUBLED.replace(/ {2}containers:[\s\S]*/, '  containers: [{name: app, image: "a:1"}]\n');
    const { exitCode, stdout, stderr } = await runMain([
      'metrics',
      'relabel',
      writeInput(`${ordinary}---\n${sidecar}`),
    ]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('pod/other: "proxy" is an ordinary init container here and a sidecar elsewhere');
    expect(parse(stdout).metric_relabel_configs[0].regex).toMatch(/;\(proxy\)$/);
  });

  test('needs names, for a scrape knows nothing else', async () => {
    const { exitCode, stderr } = await runMain(['metrics', 'relabel']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('no native sidecar was named');
    expect(await runMain(['metrics', 'relabel', '--container', 'istio-proxy'])).toMatchObject({ exitCode: 0 });
    expect(await runMain(['metrics', 'relabel', '--container', 'a|b'])).toMatchObject({ exitCode: 2 });
  });
});

test('outrigger metrics alone shows its parts, as wrong use', async () => {
  const { exitCode, stdout, stderr } = await runMain(['metrics']);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(/rules .*\n.*relabel .*\n.*rewrite /);
});

test.each([
  [['rewrit', 'x.yaml'], "unknown command 'rewrit'", 'did you mean rewrite?'],
  [['rewrite', '--chek'], "unknown option '--chek'", 'did you mean --check?'],
])('outrigger metrics %j is wrong use, with what was meant', async (line, message, meant) => {
  const { exitCode, stderr } = await runMain(['metrics', ...line]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: `error: ${message}\nhint: ${meant}\n` });
});
