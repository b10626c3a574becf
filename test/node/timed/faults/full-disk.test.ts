import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { beatingContainer } from './beating-container.ts';
import { openPlace, until } from './run-in-process.ts';

const disk = mountDisk();
if ('refused' in disk) process.stderr.write(`SKIPPED a full disk: ${disk.refused}\n`);

describe.runIf('path' in disk)('a disk that a container has filled', () => {
  const path = 'path' in disk ? disk.path : '';

  test('is told once, the pod runs on, is written down when there is room, and is stopped by the book', async () => {
    onTestFinished(() => unmount(path));
    const state = join(path, 'state');
    const place = openPlace(state);
    onTestFinished(place.clear);
    const { container, beats } = beatingContainer(place);
    const fill = `head -c 100000000 /dev/zero >fill; touch ${place.path}/filled; ${WAITS}`;
    const fails = `until [ -e ${place.path}/filled ]; do sleep 0.05; done; sleep 0.3; echo once more >>${place.path}/tries; exit 4`;
    const spec = {
      containers: [
        container,
        { ...container, name: 'filler', readinessProbe: undefined, command: ['sh', '-c', fill] },
        { ...container, name: 'fails', readinessProbe: undefined, command: ['sh', '-c', fails] },
      ],
    };
    const command = place.runPod({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' }, spec });

    // A restart is news that nothing can be written down of.
    await until(() => command.stderr().includes('cannot write to'));
    expect(statfsSync(path).bavail).toBeLessThan(4);
    const before = beats();
    await until(() => beats() > before + 1 && tries(place.path) > 1);
    expect(command.stderr()).toContain(`cannot write to ${state}: ENOSPC`);

    expect(restartsWritten(state)).toBe(0);
    rmSync(join(state, 'default_pod', 'containers', 'filler', '0', 'fill'));
    await until(() => restartsWritten(state) > 0);

    command.child.kill('SIGINT');
    expect(await command.exitCode).toBe(130);
    expect(command.stderr()).toMatch(/is gone\n$/);
    expect(command.stderr().match(/cannot write to/g)).toHaveLength(1);
    await until(() => place.supervisor() === undefined);
    expect(place.left()).toEqual([]);
  });

  test('is refused to a pod that has not begun', async () => {
    const disk = mountDisk();
    if (!('path' in disk)) throw new Error(disk.refused);
    onTestFinished(() => unmount(disk.path));
    spawnSync('sh', ['-c', `head -c 100000000 /dev/zero >${disk.path}/fill`]);
    const place = openPlace(join(disk.path, 'state'));
    onTestFinished(place.clear);
    const spec = { containers: [beatingContainer(place).container] };
    const command = place.runPod({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' }, spec });
    expect(await command.exitCode).toBe(3);
    expect(command.stderr()).toMatch(/^error: pods cannot be kept in .*: ENOSPC.*\nhint: choose another folder/);
  });
});

const WAITS = 'trap "exit 0" TERM; while :; do sleep 0.05; done';

/** A disk of 4 MB of our own, or why there is none. */
function mountDisk(): { readonly path: string } | { readonly refused: string } {
  if (process.platform !== 'linux') return { refused: 'tmpfs needs Linux' };
  const path = mkdtempSync(join(tmpdir(), 'outrigger-disk-'));
  const { status, stderr } = spawnSync('sh', ['-c', `mount -t tmpfs -o size=4m tmpfs ${path}`], { encoding: 'utf8' });
  if (status === 0) return { path };
  rmSync(path, { recursive: true });
  return { refused: stderr.trim() };
}

function unmount(path: string): void {
  spawnSync('umount', ['-l', path]);
  rmSync(path, { recursive: true, force: true });
}

function tries(path: string): number {
  const file = join(path, 'tries');
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0;
}

/** How often `fails` was restarted, as it is written down. */
function restartsWritten(state: string): number {
  const text = readFileSync(join(state, 'default_pod', 'state.json'), 'utf8');
  const { runtime } = JSON.parse(text).state;
  return Math.max(...runtime.instances.map(({ attempt }: { readonly attempt: number }) => attempt));
}
