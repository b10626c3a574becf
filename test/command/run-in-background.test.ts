import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMAND } from '../command-in-clone.ts';
import { runMain, writeInput, writeInputs } from './run-main.ts';
import { environmentOf, JOB, left, pod, until } from './run-pods.ts';

// Each command is a process of its own, which takes seconds on a busy machine.
describe.runIf(process.platform === 'linux')('outrigger run --detach', { timeout: 120_000 }, () => {
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
    await until(() => left(state).length === 0);
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

  test('stop goes on by itself when who looks after the pod is killed before it has heard', async () => {
    const state = writeInputs({});
    const outrigger = inBackground(state);
    const file = writeInput(pod('sh, -c, "trap \'exit 0\' TERM; while :; do sleep 0.05; done"'));
    expect(outrigger('run', file, '--detach').status).toBe(0);
    await until(() => outrigger('ps').stdout.includes(' Running '));
    const [{ owner }] = JSON.parse(outrigger('ps', '-o', 'json').stdout);
    process.kill(owner, 'SIGSTOP');
    const stopping = runMain(['stop', 'web', '--state', state], { env: { PATH: process.env.PATH ?? '' } });
    await until(() => existsSync(join(state, 'default_web/delete')));
    process.kill(owner, 'SIGKILL');
    expect(await stopping).toMatchObject({ exitCode: 0, stdout: 'pod/web stopped\n' });
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
    // The pod is gone; to take 20 MB of logs away takes a moment more.
    await until(() => left(state).length === 0);
  });
});

/** Runs commands on one state folder in processes of their own, one after another. */
function inBackground(state: string) {
  return (...line: readonly string[]) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [COMMAND, ...line, '--state', state], {
      encoding: 'utf8',
    });
    return { stdout, stderr, status };
  };
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
