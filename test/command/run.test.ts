import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { runMain, writeInput, writeInputs } from './run-main.ts';
import { environment, JOB, left, pod, run, spawnRun } from './run-pods.ts';

const onLinux = process.platform === 'linux';

describe.runIf(onLinux)('outrigger run', () => {
  test('runs a Job with a native sidecar: it waits for its probe, completes, and stops the sidecar', async () => {
    const { stdout, stderr, exitCode } = await run(JOB, '--logs');
    expect(stdout.replace(/^report-\w{5}\//gm, '')).toBe(
      'proxy: proxy up\nwork: hello from report\nproxy: proxy stops\n',
    );
    expect(stderr).toMatch(
      /is Pending\n[\s\S]*proxy {2}Started[\s\S]*work {2}Started[\s\S]*is Succeeded\n[\s\S]*is gone\n$/,
    );
    expect(exitCode).toBe(0);
  });

  test.each([
    ['exit 0', [], 0],
    ['exit 3', [], 1],
    ['exit 3', ['--exit-code-from', 'work'], 3],
    ['exit 0', ['--exit-code-from', 'nobody'], 2],
  ])('%s with %j gives exit code %i', async (end, flags, expected) => {
    expect((await run(pod(`sh, -c, "${end}"`), ...flags)).exitCode).toBe(expected);
  });

  test('a program that is not there ends the pod, as a kubelet ends it', async () => {
    const { stderr, exitCode } = await run(pod('/bin/nope'), '--exit-code-from', 'work');
    expect(stderr).toMatch(/Created[\s\S]*Warning Failed: Error: .*nope[\s\S]*StartError \(128\)[\s\S]*is Failed\n/);
    expect(exitCode).toBe(128);
  });

  test('-o json tells each Event and each status in a line', async () => {
    const { stdout } = await run(pod('"true"'), '-o', 'json');
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.filter((line) => line.event).map((line) => line.event.reason)).toEqual([
      'Pulled',
      'Created',
      'Started',
    ]);
    expect(lines.flatMap((line) => line.status?.phase ?? [])).toContain('Succeeded');
    expect(lines.at(-1)).toMatchObject({ pod: 'web', gone: true });
    // All times are seconds of the pod's own clock.
    const { at, status } = lines.findLast((line) => line.status);
    const { startedAt, finishedAt } = status.containers[0].state;
    expect([status.startTime, startedAt, finishedAt, at].toSorted((a, b) => a - b)).toEqual([
      status.startTime,
      startedAt,
      finishedAt,
      at,
    ]);
  });

  test('on a terminal the view tells the state, the probes, the lines and the Events of each container', async () => {
    const options = { env: environment(writeInputs({})), terminal: 100 };
    const { stderr: drawn, exitCode } = await runMain(['run', writeInput(VIEWED)], options);
    const stderr = stripVTControlCharacters(drawn);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^POD +CONTAINER +STATE +READY +RESTARTS +PROBES/m);
    expect(stderr).toMatch(/^ +proxy +running +yes +0 +startup ok/m);
    expect(stderr).toMatch(/^ +work +running +no +0 +readiness failed/m);
    expect(stderr).toMatch(/^web\/proxy\| proxy up/m);
    expect(stderr).toMatch(/^web\/proxy: Started: /m);
    expect(stderr).toMatch(/^web +gone/m);
  });

  test('what is other than in a cluster is said once, not for each pod', async () => {
    const { stderr, exitCode } = await run(IN_MEMORY, '--replicas', '2');
    expect(stderr.match(/web: volume fast: medium Memory is a folder on disk here/g)).toHaveLength(1);
    expect(exitCode).toBe(0);
  });

  test('a ConfigMap or Secret that the API server would refuse is told with its place, and a Secret not shown', async () => {
    const { stderr, exitCode } = await run(CONFIGURED.replace('stringData: {key: s3cret}', 'data: {key: s3cret!}'));
    expect(stderr).toMatch(/^error: Secret keys: data.key is not base64\n +--> .*pod.yaml:9:8\n/);
    expect(stderr).not.toContain('s3cret');
    expect(exitCode).toBe(2);
  });

  test('what a Secret holds is in no Event and no status, and in nothing that is kept of them', async () => {
    const started = spawnRun(TELLTALE, '-o', 'json');
    await started.prints('executable file not found');
    await started.prints('it was ');
    const kept = readFileSync(join(started.state, 'default_web/news.jsonl'), 'utf8');
    started.child.kill('SIGINT');
    expect(await started.exitCode).toBe(130);
    expect(started.stdout()).toContain('exec: \\"no-***\\": executable file not found in $PATH');
    expect(started.stdout()).toContain('it was ***');
    expect(started.stdout() + kept).not.toContain('s3cret');
  });

  test('variables, ConfigMaps and Secrets are there, and a file may not lead out of its volume', async () => {
    const { stdout, exitCode } = await run(CONFIGURED, '--logs');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('web/work: GREETING=hello web, SECRET=s3cret\n');
    expect(stdout).toContain('web/work: from a file\n');
  });

  test('a container restarts by its pod’s policy, and a hook runs before the stop', async () => {
    const { stdout, stderr } = await run(RESTARTS, '--logs');
    expect(stdout).toBe('web/work: try 1\nweb/work: try 2\n');
    expect(stderr).toMatch(/web\/work {2}has ended: Error \(1\)\n/);
    expect(stderr).toMatch(/web\/work {2}has ended: Completed \(0\)\n/);
  });

  test('probes go to the pod’s own address', async () => {
    const { stdout, exitCode } = await run(SERVES, '--logs');
    expect({ stdout, exitCode }).toEqual({ stdout: 'web/work: served\n', exitCode: 0 });
  });

  test('several pods of a workload run side by side, and a Job’s one after another', async () => {
    const { stdout } = await run(JOB.replace('  template:', '  completions: 2\n  template:'), '--logs');
    expect(stdout.match(/hello from/g)).toHaveLength(2);
    expect(new Set(stdout.match(/report-\w+/g)).size).toBe(2);
  });

  test.each([
    ['a hostPath nobody has allowed', HOST_PATH, 'not allowed'],
    ['a ConfigMap that is not there', CONFIGURED.replace(/^[\s\S]*?---\n/, ''), 'configmap "settings" not found'],
  ])('%s is told, and the pod does not run', async (_, text, message) => {
    const started = spawnRun(text);
    await started.says(message);
    started.child.kill('SIGINT');
    expect(await started.exitCode).toBe(130);
  });

  const someoneElse = (process.getuid?.() ?? 0) + 1;
  test.each([
    ['no command', pod('').replace('command: []', ''), 8, "--image work='COMMAND'"],
    ['another user', `${pod('"true"')}    securityContext: {runAsUser: ${someoneElse}}\n`, 10, '--driver cri'],
    ['another user for all', `${pod('"true"')}  securityContext: {runAsUser: ${someoneElse}}\n`, 10, '--driver cri'],
  ])(
    'a process cannot be what the manifest asks for (%s): that is told with its place, and nothing runs',
    async (_, text, line, hint) => {
      const { stderr, exitCode } = await run(text);
      expect(stderr).toMatch(/^error: container work (?:has no command|asks for user)/);
      expect(stderr).toMatch(new RegExp(` --> \\S*pod\\.yaml:${line}:`));
      expect(stderr).toContain(hint);
      expect(exitCode).toBe(2);
    },
  );

  test.each([
    ['may not be root', 'runAsNonRoot: true', process.getuid?.() === 0 ? 2 : 0],
    ['is to be the user that runs it', `runAsUser: ${process.getuid?.()}`, 0],
  ])('a container that %s', async (_, asked, expected) => {
    expect((await run(`${pod('"true"')}    securityContext: {${asked}}\n`)).exitCode).toBe(expected);
  });

  test('an image goes by the command that stands for it', async () => {
    const text = pod('').replace('command: []', 'args: [hello]');
    const { stdout } = await run(text, '--image', 'work=echo', '--logs');
    expect(stdout).toBe('web/work: hello\n');
  });

  test('Ctrl-C stops the pod by the book, and a second one kills it', async () => {
    const started = spawnRun(pod('sh, -c, "trap : TERM; while :; do sleep 0.1; done"'));
    await started.says('Started');
    started.child.kill('SIGINT');
    await started.says('Killing');
    started.child.kill('SIGINT');
    expect(await started.exitCode).toBe(130);
    expect(left(started.state)).toEqual([]);
  });

  test('--dry-run prints what explain prints', async () => {
    const file = writeInput(pod('"true"'));
    const dry = await runMain(['run', file, '--dry-run']);
    expect(dry).toEqual(await runMain(['explain', file]));
  });

  test.each([
    [['run'], 'no file was named'],
    [['run', '/nowhere/pod.yaml'], '/nowhere/pod.yaml'],
    [['run', '-', '--image', 'nginx'], 'names no command'],
    [['run', '-', '--kubelet', '1.99'], 'no kubelet "1.99" is known'],
    [['run', '-', '--driver', 'cri', '--cri', 'unix:///nowhere.sock'], 'no container runtime answers'],
  ])('%j is told', async (line, message) => {
    const { exitCode, stderr } = await runMain(line, { stdin: pod('"true"') });
    expect(exitCode).toBe(message.includes('runtime') ? 3 : 2);
    expect(stderr).toContain(message);
  });
});

const CONFIGURED = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {file.txt: "from a file\\n"}
---
apiVersion: v1
kind: Secret
metadata: {name: keys}
stringData: {key: s3cret}
---
${pod('sh, -c, "echo GREETING=$GREETING, SECRET=$SECRET; cat etc/app/file.txt"')}    env:
    - {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
    - {name: GREETING, value: hello $(NAME)}
    - {name: SECRET, valueFrom: {secretKeyRef: {name: keys, key: key}}}
    volumeMounts: [{name: settings, mountPath: /etc/app}]
  volumes: [{name: settings, configMap: {name: settings}}]
`;
/** One container tells it by its termination message, the other by a command that is not there; it is tried again. */
const TELLTALE = `apiVersion: v1
kind: Secret
metadata: {name: keys}
data: {key: czNjcmV0}
---
${pod('sh, -c, "printf \'it was %s\' $SECRET >dev/termination-log"').replace('Never', 'OnFailure')}    env: &env
    - {name: SECRET, valueFrom: {secretKeyRef: {name: keys, key: key}}}
  - name: other
    image: other:1
    command: [no-$(SECRET)]
    env: *env
`;
const VIEWED = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  restartPolicy: Never
  initContainers:
  - name: proxy
    image: proxy:1
    restartPolicy: Always
    command: [sh, -c, 'trap "exit 0" TERM; echo proxy up; touch ready; while :; do sleep 0.05; done']
    startupProbe: {exec: {command: [test, -f, ready]}, periodSeconds: 1}
  containers:
  - name: work
    image: work:1
    command: [sleep, "0.6"]
    readinessProbe: {exec: {command: ["false"]}, periodSeconds: 1}
`;
const IN_MEMORY = `${pod('"true"')}  volumes: [{name: fast, emptyDir: {medium: Memory}}]\n`;
const RESTARTS = `${pod('sh, -c, "n=$(cat ../../count 2>/dev/null || echo 0); n=$((n+1)); echo $n > ../../count; echo try $n; [ $n = 2 ]"').replace('Never', 'OnFailure')}`;
const SERVES = `${pod('sh, -c, "python3 -c \\"$SERVER\\"; echo served"')}    env:
    - {name: SERVER, value: "import http.server, os; http.server.HTTPServer((os.environ['POD_IP'], 8080), http.server.BaseHTTPRequestHandler).handle_request()"}
    readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}
`;
const HOST_PATH = `${pod('"true"')}    volumeMounts: [{name: host, mountPath: /host}]\n  volumes: [{name: host, hostPath: {path: /etc}}]\n`;
