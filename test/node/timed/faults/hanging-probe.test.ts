import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openPlace, type Place, processes, readProc, until } from './run-in-process.ts';

describe.runIf(process.platform === 'linux')('a probe that hangs', () => {
  test.concurrent('as a command is timed out and killed, its container restarts, and nothing else waits', async ({
    onTestFinished,
  }) => {
    const place = openPlace();
    onTestFinished(place.clear);
    const exec = { command: ['sh', '-c', `sleep 1000; : ${place.path}`] };
    const { command, beats } = besides(place, { exec });
    let most = 0;
    await until(() => {
      most = Math.max(most, hanging(place));
      return (command.stderr().match(/hung {2}Started/g) ?? []).length > 1;
    });
    expect(command.stderr()).toMatch(/hung {2}Warning Unhealthy: Liveness probe failed: command timed out: /);
    expect(command.stderr()).toContain('hung  Killing: Container hung failed liveness probe, will be restarted');
    // One at a time, for each of two starts.
    expect(most).toBe(1);
    await ends(place, command, beats);
  });

  test.concurrent('as a request is timed out, its container restarts, and nothing else waits', async ({
    onTestFinished,
  }) => {
    const place = openPlace();
    onTestFinished(place.clear);
    const open = new Set<Socket>();
    const server = createServer((socket) => open.add(socket.on('close', () => open.delete(socket)).resume()));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const { command, beats } = besides(place, { httpGet: { host: '127.0.0.1', port } });
    await until(() => (command.stderr().match(/hung {2}Started/g) ?? []).length > 1);
    expect(command.stderr()).toContain(
      `hung  Warning Unhealthy: Liveness probe failed: Get "http://127.0.0.1:${port}/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
    );
    await ends(place, command, beats);
    await until(() => open.size === 0);
  });
});

/** Runs a container whose probe hangs beside one whose probe beats each second. */
function besides(place: Place, probe: object) {
  const image = 'localhost/busybox:1';
  const waits = ['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 0.05; done'];
  const file = join(place.path, 'beats');
  const beat = { exec: { command: ['sh', '-c', `date +%s%N >>${file}`] } };
  const containers = [
    {
      name: 'hung',
      image,
      command: waits,
      livenessProbe: { ...probe, periodSeconds: 1, timeoutSeconds: 1, failureThreshold: 2 },
    },
    { name: 'other', image, command: waits, readinessProbe: { ...beat, periodSeconds: 1 } },
  ];
  const command = place.runPod({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' }, spec: { containers } });
  const beats = () =>
    (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []).map((ns) => Number(ns) / 1e6);
  return { command, beats };
}

async function ends(place: Place, command: ReturnType<Place['run']>, beats: () => readonly number[]): Promise<void> {
  const before = beats().length;
  expect(before).toBeGreaterThan(2);
  await until(() => beats().length > before);
  const gaps = beats().map((at, index, all) => at - (all[index - 1] ?? at));
  expect(Math.max(...gaps)).toBeLessThan(LONGEST_GAP);
  command.child.kill('SIGINT');
  expect(await command.exitCode).toBe(130);
  expect(hanging(place)).toBe(0);
  await until(() => place.supervisor() === undefined);
  expect(place.left()).toEqual([]);
}

/** ms; a probe that waited for the one that hangs would come after two seconds, on a machine with nothing else to do. */
const LONGEST_GAP = 1_900;

/** The probes that hang now. */
function hanging({ path }: Place): number {
  return processes().filter((pid) => readProc(pid, 'cmdline').endsWith(`sleep 1000; : ${path}\0`)).length;
}
