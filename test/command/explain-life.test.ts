import { expect, test } from 'vitest';
import { runMain, writeInput } from './run-main.ts';

const pod = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  terminationGracePeriodSeconds: 10
  initContainers:
    - {name: proxy, image: envoy:1, restartPolicy: Always, startupProbe: {httpGet: {port: 80}, periodSeconds: 1}}
  containers:
    - {name: app, image: shop:1, livenessProbe: {httpGet: {port: 80}, periodSeconds: 5, failureThreshold: 1}}
`;

/** Flags, and what the log of the containers must then say: `second container what` in this order, others between. */
const rows: readonly (readonly [flags: string, ...log: string[]])[] = [
  ['', '0 proxy start', '2 app start', '30 app term', '31 app exit 0', '31 proxy term', '32 proxy exit 0'],
  ['--delete 5s', '5 app term', '6 proxy term', '7 proxy exit 0'],
  ['--delete 5', '5 app term', '6 proxy term', '7 proxy exit 0'],
  ['--delete 1m30s', '90 app term'],
  ['--delete 5s --ignore-term app', '5 app term', '15 proxy term'],
  ['--delete 5s --ignore-term app --grace-period 3', '5 app term', '8 proxy term'],
  ['--grace-period 3 --ignore-term app', '30 app term', '33 proxy term'],
  ['--crash app', '2 app start', '12 app exit 1', '12 app start', '40 app term'],
  ['--crash app@20s=137', '22 app exit 137', '22 app start'],
  ['--crash proxy@5s', '5 proxy exit 1', '5 proxy start'],
  ['--crash-loop app', '3 app exit 1', '3 app start', '4 app exit 1', '14 app start', '15 app exit 1', '35 app start'],
  ['--crash-loop app@3s=2', '5 app exit 2', '5 app start', '8 app exit 2', '18 app start'],
  ['--probe-fails proxy:startup', '0 proxy start', '3 proxy term', '4 proxy start'],
  ['--probe-fails app:liveness', '2 app start', '5 app term', '6 app start'],
  ['--probe-fails app:liveness@20s', '2 app start', '25 app term', '26 app start', '50 app term'],
  ['--evict 10s', '10 app term', '11 proxy term'],
  ['--reboot 10s', '2 app start', '11 proxy start', '13 app start'],
  ['--set-image app=shop:2@10s', '10 app term', '11 app start'],
  ['--restart-kubelet 10s', '0 proxy start', '2 app start', '40 app term'],
];

test.each(rows)('%s', async (flags, ...expected) => {
  const log = await play(flags);
  let from = 0;
  for (const entry of expected) {
    const at = log.indexOf(entry, from);
    expect(at, `${entry} in ${log.join(' | ')}`).toBeGreaterThanOrEqual(0);
    from = at + 1;
  }
});

test.each([
  ['--delete never', 'term'],
  ['--until 20s', 'term'],
  ['--missing-image proxy', 'start'],
  ['--missing-image envoy:1', 'start'],
  ['--restart-kubelet 10s --delete never', 'exit'],
])('with %s no container has %s in its log', async (flags, what) => {
  expect((await play(flags)).join(' | ')).not.toContain(what);
});

test('--behaviour says how containers behave and what happens; what it leaves out is assumed', async () => {
  const file = writeInput(
    `behaviour:
  app:
    - {run: 5s, exit: 3}
    - {onTerm: {after: 2s, exit: 7}}
timeline:
  - {at: 20s, delete: {gracePeriodSeconds: 5}}
until: 40s
`,
    'life.yaml',
  );
  const log = await play(`--behaviour ${file}`);
  expect(log.filter((line) => !line.includes('proxy'))).toEqual([
    '2 app start',
    '7 app exit 3',
    '7 app start',
    '20 app term',
    '22 app exit 7',
  ]);
});

test('a whole Scenario will do as --behaviour', async () => {
  const scenario = `apiVersion: outrigger.dev/v1alpha1
kind: Scenario
metadata: {name: s}
pod: {spec: {containers: [{name: app}]}}
behaviour: {app: [{run: 4s, exit: 9}], other: [{run: 1s}]}
`;
  expect(await play(`--behaviour ${writeInput(scenario, 's.yaml')}`)).toContain('6 app exit 9');
});

test('flags go before --behaviour', async () => {
  const file = writeInput('behaviour: {app: [{run: 4s, exit: 9}]}\n', 'life.yaml');
  expect(await play(`--behaviour ${file} --crash-loop app@1s=5`)).toContain('3 app exit 5');
});

test.each([
  ['1.30.3', '180'],
  ['1.30.4', '1'],
])('kubelet %s stops a sidecar whose successor has not started after %s s', async (version, seconds) => {
  const file = writeInput(`apiVersion: v1
kind: Pod
metadata: {name: g13}
spec:
  terminationGracePeriodSeconds: 179
  initContainers:
    - {name: one, image: a:1, restartPolicy: Always}
    - {name: two, image: b:1, restartPolicy: Always}
  containers:
    - {name: app, image: c:1}
`);
  const line = ['--missing-image', 'two', '--delete', '1s', '--kubelet', version, '--until', '10m'];
  const { stdout } = await runMain(['explain', file, '-o', 'recording', '--timing', 'nominal', ...line]);
  expect(logOf(stdout)).toContain(`${seconds} one term`);
});

test.each([
  ['--kubelet 1.28', 'Pending'],
  ['--kubelet 1.28 --feature-gates SidecarContainers=true', 'Running'],
])('with %s a sidecar leaves the pod %s at last', async (flags, phase) => {
  const file = writeInput(
    pod.replace(
      'restartPolicy: Always, startupProbe: {httpGet: {port: 80}, periodSeconds: 1}',
      'restartPolicy: Always',
    ),
  );
  const line = ['-o', 'recording', '--timing', 'nominal', '--delete', 'never', ...flags.split(' ')];
  const { stdout } = await runMain(['explain', file, ...line]);
  expect(JSON.parse(stdout).status.at(-1).phase).toBe(phase);
});

async function play(flags: string): Promise<readonly string[]> {
  const line = ['explain', writeInput(pod), '-o', 'recording', '--timing', 'nominal', ...flags.split(' ')];
  const { exitCode, stdout, stderr } = await runMain(line.filter((word) => word !== ''));
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return logOf(stdout);
}

function logOf(stdout: string): readonly string[] {
  const { log }: { log: readonly { at: number; container: string; what: string }[] } = JSON.parse(stdout);
  return log
    .filter(({ what }) => !what.startsWith('probe'))
    .map(({ at, container, what }) => `${at} ${container} ${what}`);
}
