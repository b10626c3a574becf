import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { beatingContainer, LONGEST_GAP } from './beating-container.ts';
import { openPlace, type Place, processes, readProc, until } from './run-in-process.ts';

describe.runIf(process.platform === 'linux')('a probe that hangs is timed out, and nothing else waits for it', () => {
  test.concurrent('as a command, which is killed', async ({ onTestFinished }) => {
    const place = openPlace();
    onTestFinished(place.clear);
    let most = 0;
    const told = await liveBeside({ exec: { command: ['sh', '-c', `sleep 1000; : ${place.path}`] } }, place, () => {
      most = Math.max(most, hanging(place));
    });
    expect(told).toMatch(/hung {2}Warning Unhealthy: Liveness probe failed: command timed out: /);
    // One at a time, though there are two starts of the container.
    expect(most).toBe(1);
    expect(hanging(place)).toBe(0);
  });

  test.concurrent('as a request, whose connection is closed', async ({ onTestFinished }) => {
    const place = openPlace();
    onTestFinished(place.clear);
    const open = new Set<Socket>();
    const server = createServer((socket) => open.add(socket.on('close', () => open.delete(socket)).resume()));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const told = await liveBeside({ httpGet: { host: '127.0.0.1', port } }, place);
    expect(told).toContain(
      `hung  Warning Unhealthy: Liveness probe failed: Get "http://127.0.0.1:${port}/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
    );
    await until(() => open.size === 0);
  });
});

/** Has a container restarted by its probe, beside one whose probe beats each second, and stops the pod; gives what was told. */
async function liveBeside(probe: object, place: Place, look = () => {}): Promise<string> {
  const { container, beats, longestGap } = beatingContainer(place);
  const hung = {
    ...container,
    name: 'hung',
    readinessProbe: undefined,
    livenessProbe: { ...probe, periodSeconds: 1, timeoutSeconds: 1, failureThreshold: 2 },
  };
  const spec = { containers: [hung, container] };
  const command = place.runPod({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' }, spec });
  await until(() => {
    look();
    return (command.stderr().match(/hung {2}Started/g) ?? []).length > 1;
  });
  expect(command.stderr()).toContain('hung  Killing: Container hung failed liveness probe, will be restarted');
  const before = beats();
  expect(before).toBeGreaterThan(2);
  await until(() => beats() > before);
  expect(longestGap()).toBeLessThan(LONGEST_GAP);
  command.child.kill('SIGINT');
  expect(await command.exitCode).toBe(130);
  await until(() => place.supervisor() === undefined);
  expect(place.left()).toEqual([]);
  return command.stderr();
}

/** The probes that hang now: each leads a group, and while it forks there are two of its command line. */
function hanging({ path }: Place): number {
  return processes()
    .filter((pid) => readProc(pid, 'cmdline').endsWith(`sleep 1000; : ${path}\0`))
    .filter(
      (pid) =>
        Number(
          readProc(pid, 'stat')
            .replace(/^.*\) /s, '')
            .split(' ')[2],
        ) === pid,
    ).length;
}
