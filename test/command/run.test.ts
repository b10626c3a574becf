import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Run, runMain, writeInput, writeInputs } from './run-main.ts';

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
    const { stdout } = await run(RESTARTS, '--logs');
    expect(stdout).toBe('web/work: try 1\nweb/work: try 2\n');
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

  test('in the background: ps, logs, events, and stop', async () => {
    const state = writeInputs({});
    const file = writeInput(pod('sh, -c, "echo here; trap \'exit 0\' TERM; while :; do sleep 0.05; done"'));
    const outrigger = inBackground(state);
    expect(outrigger('run', file, '--detach').stdout).toBe('pod/web started\n');
    expect(outrigger('run', file).stderr).toContain('pod default/web runs already');
    await until(() => outrigger('ps').stdout.includes('Running'));
    expect(outrigger('ps').stdout).toMatch(
      /^NAMESPACE +NAME +READY[^\n]*\ndefault +web +1\/1 +Running +0 +\S+ +process\n$/,
    );
    expect(outrigger('ps', '-o', 'wide').stdout).toMatch(/ process +\d+\.\ds +\d+Mi +process \d+\n$/);
    expect(outrigger('logs', 'web').stdout).toBe('here\n');
    expect(outrigger('events', 'web').stdout).toContain('Started');
    expect(outrigger('logs', 'wed').stderr).toContain('did you mean "web"');
    expect(outrigger('logs', 'web', '-p').stderr).toContain('no container of pod web has been started twice');
    expect(outrigger('stop', 'web')).toEqual({ stdout: 'pod/web stopped\n', stderr: '', status: 0 });
    expect(left(state)).toEqual([]);
  });

  test('in the background a Job goes on while its pods that have completed are still there', async () => {
    const state = writeInputs({});
    const outrigger = inBackground(state);
    const file = writeInput(
      JOB.replace('  template:', '  completions: 3\n  template:').replace('echo', 'sleep 0.2; echo'),
    );
    expect(outrigger('run', file, '--detach').stdout).toMatch(/^pod\/report-\w{5} started\n$/);
    await until(() => outrigger('ps').stdout.match(/ Completed /g)?.length === 3);
    const names = linesOf(outrigger('ps', '-o', 'name').stdout);
    expect(linesOf(outrigger('stop', ...names).stdout)).toEqual(names.map((name) => `${name} stopped`).toSorted());
    expect(left(state)).toEqual([]);
  });

  test('a Job in the background begins no other pod when somebody has stopped one', async () => {
    const state = writeInputs({});
    const outrigger = inBackground(state);
    const forever = 'trap "exit 0" TERM; while :; do sleep 0.05; done';
    const file = writeInput(
      JOB.replace('  template:', '  completions: 3\n  template:').replace(/echo hello.*'/, `${forever}'`),
    );
    const [, name = ''] = outrigger('run', file, '--detach').stdout.match(/pod\/(\S+)/) ?? [];
    await until(() => outrigger('ps').stdout.includes(' Running '));
    expect(outrigger('stop', name).stdout).toBe(`pod/${name} stopped\n`);
    await until(() => processesOf(state).length === 0);
    expect(left(state)).toEqual([]);
  });

  test('followed logs give each line once, though their files are turned over, and end when the pod has ended', async () => {
    const state = writeInputs({});
    const outrigger = inBackground(state);
    const goOn = join(writeInputs({}), 'go-on');
    // 11 MB of lines with 200 digits each, twice.
    const script = `seq -f %0200.0f 1 45000; until [ -e ${goOn} ]; do sleep 0.05; done; seq -f %0200.0f 45001 90000`;
    expect(outrigger('run', writeInput(pod(`sh, -c, "${script}"`)), '--detach').status).toBe(0);
    const logs = join(state, 'default_web/logs/work');
    await until(() => existsSync(join(logs, '0.log.1')));
    const following = runMain(['logs', 'web', '-f', '--state', state]);
    writeFileSync(goOn, '');
    const { stdout, exitCode } = await following;
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').map(Number)).toEqual([...Array.from({ length: 90_000 }, (_, n) => n + 1), 0]);
    expect(readdirSync(logs)).toContain('0.log.2');
    outrigger('stop', 'web');
    expect(left(state)).toEqual([]);
  });
});

const root = resolve(import.meta.dirname, '../..');
const COMMAND = ['--conditions=@outrigger/source', join(root, 'test/node/run-command.ts')];

function pod(command: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  restartPolicy: Never\n  containers:\n  - name: work\n    image: work:1\n    command: [${command}]\n`;
}

const JOB = `apiVersion: batch/v1
kind: Job
metadata: {name: report}
spec:
  template:
    spec:
      restartPolicy: Never
      initContainers:
      - name: proxy
        image: proxy:1
        restartPolicy: Always
        command: [sh, -c, 'trap "echo proxy stops; exit 0" TERM; echo proxy up; touch ready; while :; do sleep 0.05; done']
        startupProbe: {exec: {command: [test, -f, ready]}, periodSeconds: 1}
      containers:
      - name: work
        image: work:1
        command: [sh, -c, 'echo hello from \${HOSTNAME%-*}']
`;
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
/** One container tells it by its termination message, the other by a command that is not there. */
const TELLTALE = `apiVersion: v1
kind: Secret
metadata: {name: keys}
data: {key: czNjcmV0}
---
${pod('sh, -c, "printf \'it was %s\' $SECRET >dev/termination-log"')}    env: &env
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

/** Runs in this process, with a state folder of its own. */
async function run(text: string, ...flags: readonly string[]): Promise<Run> {
  return runMain(['run', writeInput(text), ...flags], { env: environment(writeInputs({})) });
}

function environment(state: string): Record<string, string> {
  return { OUTRIGGER_STATE: state, PATH: process.env.PATH ?? '', HOME: dirname(state) };
}

/** Runs in a process of its own, for signals. */
function spawnRun(text: string, ...flags: readonly string[]) {
  const state = writeInputs({});
  const child = spawn(process.execPath, [...COMMAND, 'run', writeInput(text), ...flags], {
    env: { ...process.env, ...environment(state) },
  });
  const told = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk: Buffer) => {
      told[name] += chunk.toString();
    });
  }
  onTestFinished(() => void child.kill('SIGKILL'));
  const exitCode = new Promise<number | null>((end) => child.once('close', end));
  return {
    child,
    state,
    exitCode,
    stdout: () => told.stdout,
    says: (what: string) => until(() => told.stderr.includes(what)),
    prints: (what: string) => until(() => told.stdout.includes(what)),
  };
}

/** Runs commands on one state folder in processes of their own, one after another. */
function inBackground(state: string) {
  return (...line: readonly string[]) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [...COMMAND, ...line, '--state', state], {
      encoding: 'utf8',
    });
    return { stdout, stderr, status };
  };
}

/** Looks every few milliseconds; the test's own limit ends a wait in vain. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((again) => setTimeout(again, 20));
}

/** What there still is of pods. */
function left(state: string): readonly string[] {
  const files = existsSync(state) ? readdirSync(state) : [];
  const processes = readdirSync('/proc').filter(
    (pid) =>
      /^\d+$/.test(pid) &&
      environmentOf(pid).includes(`OUTRIGGER_STATE=${state}\0`) &&
      environmentOf(pid).includes('OUTRIGGER_CONTAINER='),
  );
  return [...files, ...processes];
}

/** In an order that does not depend on who came first. */
function linesOf(text: string): readonly string[] {
  return text.trim().split('\n').toSorted();
}

/** The commands that go on in the background. */
function processesOf(state: string): readonly string[] {
  return readdirSync('/proc').filter(
    (pid) =>
      /^\d+$/.test(pid) && environmentOf(pid).includes('OUTRIGGER_BACKGROUND=') && commandLineOf(pid).includes(state),
  );
}

function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}
