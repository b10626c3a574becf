import { describe, expect, test } from 'vitest';
import { openPlace, processes, readProc, until } from './run-in-process.ts';

// It has left its parent, its group and its session, and ends by SIGKILL only. `$0` names it to whoever looks at command lines.
const STRAY = 'setsid sh -c \'trap "" TERM HUP INT; while :; do sleep 0.05; done\' "$0" >/dev/null 2>&1 &';
/** By container, what it leaves about. */
const STRAYS: Readonly<Record<string, string>> = {
  'a-session': STRAY,
  orphan: `( ( ${STRAY} ) & );`,
  // Nothing in it tells whose it is.
  'clears-its-variables': `( ( env -i ${STRAY} ) & );`,
  'holds-the-output': STRAY.replace('>/dev/null 2>&1', ''),
  breeds: `( while :; do ${STRAY} sleep 0.1; done ) &`,
};
const NAMES = Object.keys(STRAYS).toSorted();

describe.runIf(process.platform === 'linux')('processes that have left their container and ignore TERM', () => {
  test.concurrent('are gone when their pod was stopped', async ({ onTestFinished }) => {
    const place = openPlace();
    onTestFinished(place.clear);
    const command = place.runPod(podOf(place.path, 'trap "" TERM; while :; do sleep 0.05; done'));
    await until(() => strays(place.path).length === NAMES.length && command.stderr().includes('is Ready'));
    command.child.kill('SIGINT');
    expect(await command.exitCode).toBe(130);
    expect(strays(place.path)).toEqual([]);
    await until(() => place.supervisor() === undefined);
    expect(place.left()).toEqual([]);
  });

  test.concurrent('are gone when their container has ended by itself', async ({ onTestFinished }) => {
    const place = openPlace();
    onTestFinished(place.clear);
    const command = place.runPod(podOf(place.path, 'sleep 0.5; exit 7'), '--exit-code-from', 'breeds');
    await until(() => strays(place.path).length > 0);
    expect(await command.exitCode).toBe(7);
    expect(strays(place.path)).toEqual([]);
    await until(() => place.supervisor() === undefined);
    expect(place.left()).toEqual([]);
  });
});

function podOf(path: string, then: string): object {
  const containers = Object.entries(STRAYS).map(([name, script]) => ({
    name,
    image: 'localhost/busybox:1',
    command: ['sh', '-c', `${script} ${then}`, `stray-of-${path}/${name}`],
  }));
  const spec = { restartPolicy: 'Never', terminationGracePeriodSeconds: 1, containers };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' }, spec };
}

/** The containers of which something is about. */
function strays(path: string): readonly string[] {
  const mark = `\0stray-of-${path}/`;
  const names = processes().flatMap((pid) => readProc(pid, 'cmdline').split(mark)[1]?.split('\0')[0] ?? []);
  return [...new Set(names)].toSorted();
}
