import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runMain } from './run-main.ts';
import { left, run, spawnRun } from './run-pods.ts';

describe.runIf(process.platform === 'linux')('outrigger run of what has a controller', () => {
  test('a StatefulSet’s pods come one after another, each when the one before is Ready', async () => {
    const started = spawnRun(SET);
    await started.says('db-1  is Ready');
    started.child.kill('SIGINT');
    expect(await started.exitCode).toBe(130);
    expect(started.stderr()).toMatch(/db-0 {2}is Ready\n[\s\S]*db-1 {2}is Pending\n/);
    expect(left(started.state)).toEqual([]);
  });

  test('after a kill -9 the same command goes on with the pods of a Deployment, and none comes twice', async () => {
    const text = workload('apps/v1', 'Deployment', FOREVER);
    const killed = spawnRun(text);
    await killed.says('is Ready');
    killed.child.kill('SIGKILL');
    await killed.exitCode;
    const [folder] = readdirSync(killed.state).filter((name) => name.startsWith('default_web-'));
    const next = spawnRun(text, { state: killed.state });
    await next.says('is Ready');
    expect(readdirSync(killed.state).filter((name) => name.startsWith('default_web-'))).toEqual([folder]);
    next.child.kill('SIGINT');
    expect(await next.exitCode).toBe(130);
    expect(left(killed.state)).toEqual([]);
  });

  test('a pod that somebody else stops is not made anew, and its Deployment is over', async () => {
    const started = spawnRun(workload('apps/v1', 'Deployment', FOREVER));
    await started.says('is Ready');
    const [name = ''] = /web-\S+-\w{5}/.exec(started.stderr()) ?? [];
    const stopped = await runMain(['stop', name, '--state', started.state], { env: { PATH: process.env.PATH ?? '' } });
    expect(stopped).toMatchObject({ exitCode: 0, stdout: `pod/${name} stopped\n` });
    await started.exitCode;
    expect(started.stderr().match(/is Pending/g)).toHaveLength(1);
    expect(left(started.state)).toEqual([]);
  });

  test('a Job that has failed too often ends with 1, or with the exit code of its container', async () => {
    const text = workload('batch/v1', 'Job', 'exit 3', 'backoffLimit: 0').replace('Always', 'Never');
    const { stderr, exitCode } = await run(text);
    expect(stderr).toContain('job/web: BackoffLimitExceeded: Job has reached the specified backoff limit\n');
    expect(exitCode).toBe(1);
    expect((await run(text, '--exit-code-from', 'work')).exitCode).toBe(3);
  });

  test.each([
    ['a CronJob runs once, and now', CRON, 'backup-manual-'],
    [
      'a suspended Job runs',
      workload('batch/v1', 'Job', 'echo done', 'suspend: true').replace('Always', 'Never'),
      'web-',
    ],
    ['a Job of another kind runs', FOREIGN_JOB, 'web-'],
    ['nodes, classes and accounts that are not here keep no pod away', ELSEWHERE, 'web-'],
  ])('%s', async (_, text, name) => {
    const { stdout, exitCode } = await run(text, '--logs');
    expect(stdout).toMatch(new RegExp(`^${name}\\w{5}/work: done\n$`));
    expect(exitCode).toBe(0);
  });

  test.each([
    ['DaemonSet', 'apps/v1'],
    ['ReplicaSet', 'apps/v1'],
    ['ReplicationController', 'v1'],
    ['Rollout', 'argoproj.io/v1alpha1'],
  ])('%s', async (kind, apiVersion) => {
    const started = spawnRun(workload(apiVersion, kind, FOREVER));
    await started.says('is Ready');
    started.child.kill('SIGINT');
    expect(await started.exitCode).toBe(130);
    expect(started.stderr()).toMatch(/web-\w{5} {2}is Ready/);
  });

  test('what asks for no pods is told', async () => {
    const { stderr, exitCode } = await run(workload('apps/v1', 'Deployment', FOREVER, 'replicas: 0'));
    expect({ stderr, exitCode }).toEqual({
      stderr: 'deployment/web asks for no pods; --replicas says otherwise\n',
      exitCode: 0,
    });
  });

  test.each([
    [
      'a field',
      ['command:', 'comand:'],
      'unknown field "spec.template.spec.containers[0].comand"',
      'did you mean "command"?',
    ],
    [
      'a kind',
      ['kind: Deployment', 'kind: Deploymnet'],
      'no matches for kind "Deploymnet"',
      'did you mean "Deployment"?',
    ],
    ['a version', ['apps/v1', 'app/v1'], 'no matches for kind "Deployment" in version "app/v1"', 'write apps/v1'],
    [
      'a label',
      ['{matchLabels: {app: web}}', '{matchLabels: {app: wob}}'],
      '`selector` does not match template `labels`',
      '',
    ],
  ] as const)(
    '%s that is misspelt is told with its place, and nothing runs',
    async (_, [right, wrong], message, hint) => {
      const { stdout, stderr, exitCode } = await run(workload('apps/v1', 'Deployment', FOREVER).replace(right, wrong));
      expect(stderr).toMatch(/^error: .*\n +--> \S*pod\.yaml:\d+:\d+\n/);
      expect(stderr).toContain(message);
      expect(stderr).toContain(hint);
      expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    },
  );
});

const FOREVER = 'trap \\"exit 0\\" TERM; while :; do sleep 0.05; done';
const SET = workload('apps/v1', 'StatefulSet', `sleep 0.2; touch up; ${FOREVER}`, 'replicas: 2')
  .replaceAll('web', 'db')
  .replace('command:', 'readinessProbe: {exec: {command: [test, -f, up]}, periodSeconds: 1}\n        command:');
const CRON = `apiVersion: batch/v1
kind: CronJob
metadata: {name: backup}
spec:
  schedule: 0 3 * * *
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
          - {name: work, image: 'work:1', command: [echo, done]}
`;
const FOREIGN_JOB = workload('batch.example.org/v1', 'Job', 'echo done', 'completions: 1').replace(/ +restart.*\n/, '');
const ELSEWHERE = workload('batch/v1', 'Job', 'echo done')
  .replace(
    'restartPolicy: Always',
    'restartPolicy: Never\n      nodeSelector: {disk: ssd}\n      priorityClassName: high',
  )
  .replace('containers:', 'serviceAccountName: someone\n      containers:');

/** A workload of one container. */
function workload(apiVersion: string, kind: string, script: string, ...settings: readonly string[]): string {
  const selector = kind === 'ReplicationController' ? '{app: web}' : '{matchLabels: {app: web}}';
  const own = kind === 'Job' ? settings : [`selector: ${selector}`, ...settings];
  return `apiVersion: ${apiVersion}
kind: ${kind}
metadata: {name: web}
spec:
${own.map((line) => `  ${line}\n`).join('')}  template:
    metadata: {labels: {app: web}}
    spec:
      restartPolicy: Always
      terminationGracePeriodSeconds: 3
      containers:
      - name: work
        image: work:1
        command: [sh, -c, "${script}"]
`;
}
