import { describe, expect, test } from 'vitest';
import type { ExecRequest } from '../runtime/pod-runtime.ts';
import { RuntimeFailure } from '../runtime/runtime-failure.ts';
import { serveNothing } from './testing/full-queue.ts';
import { probeOnce } from './testing/probe-once.ts';
import { freePort, serveHttp, serveTcp } from './testing/servers.ts';

describe('an exec probe', () => {
  test.each([
    [0, 'success'],
    [1, 'failure'],
    [137, 'failure'],
  ] as const)('whose command ends with %d is a %s, with what it printed', async (exitCode, outcome) => {
    const exec = () => Promise.resolve({ ended: true, exitCode, output: 'so it is\n' } as const);
    expect(await probeOnce({ exec: { command: ['check'] } }, { exec })).toEqual({ outcome, output: 'so it is\n' });
  });

  test('knows only those variables that the container gives a value in place', async () => {
    const asked: ExecRequest[] = [];
    const exec = async (request: ExecRequest) => {
      asked.push(request);
      return { ended: true, exitCode: 0, output: '' } as const;
    };
    const env = [
      { name: 'PORT', value: '80' },
      { name: 'KEY', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
    ];
    await probeOnce(
      { exec: { command: ['curl', ':$(PORT)', '[$(KEY)]', '$(HOME)', '$$(PORT)'] } },
      { exec, container: { env }, timeoutSeconds: 3 },
    );
    expect(asked).toMatchObject([{ command: ['curl', ':80', '[]', '$(HOME)', '$(PORT)'], timeoutMs: 3000 }]);
  });

  test('that takes too long names its command', async () => {
    const exec = () => Promise.resolve({ ended: false, output: 'half' } as const);
    expect(await probeOnce({ exec: { command: ['sleep', '9'] } }, { exec })).toEqual({
      outcome: 'timedOut',
      output: 'sleep 9',
    });
  });

  test('that cannot be run is tried three times and is no verdict', async () => {
    let tries = 0;
    const exec = () => {
      tries++;
      return Promise.reject(new RuntimeFailure('container is in CONTAINER_EXITED state'));
    };
    expect(await probeOnce({ exec: { command: ['check'] } }, { exec })).toEqual({
      outcome: 'errored',
      output: 'container is in CONTAINER_EXITED state',
    });
    expect(tries).toBe(3);
  });

  test('that runs at the second try counts', async () => {
    let tries = 0;
    const exec = () =>
      ++tries === 1
        ? Promise.reject(new RuntimeFailure('connection error'))
        : Promise.resolve({ ended: true, exitCode: 0, output: '' } as const);
    expect(await probeOnce({ exec: { command: ['check'] } }, { exec })).toMatchObject({ outcome: 'success' });
  });

  test('lets a bug through', async () => {
    const exec = () => Promise.reject(new TypeError('a bug'));
    await expect(probeOnce({ exec: { command: ['check'] } }, { exec })).rejects.toThrow('a bug');
  });
});

describe('a tcpSocket probe', () => {
  test('is a success when the connection opens', async () => {
    await using server = await serveTcp(() => {});
    expect(await probeOnce({ tcpSocket: { port: server.port } })).toEqual({ outcome: 'success', output: '' });
  });

  test('is a failure when nobody listens', async () => {
    const port = await freePort();
    expect(await probeOnce({ tcpSocket: { port } })).toEqual({
      outcome: 'failure',
      output: `dial tcp 127.0.0.1:${port}: connect: connection refused`,
    });
  });

  test('is a failure when its host has no address', async () => {
    expect(await probeOnce({ tcpSocket: { host: 'nobody.invalid', port: 80 } })).toMatchObject({
      outcome: 'failure',
      output: expect.stringMatching(/^dial tcp: lookup nobody\.invalid: /),
    });
  });

  test('is a failure when its time is over', async () => {
    await using server = await serveNothing();
    expect(await probeOnce({ tcpSocket: { port: server.port } }, { timeoutSeconds: 0.1 })).toEqual({
      outcome: 'failure',
      output: `dial tcp 127.0.0.1:${server.port}: i/o timeout`,
    });
  });
});

describe('a port', () => {
  test('is found by its name, the first of which counts', async () => {
    await using server = await serveHttp((_, response) => response.end('named'));
    const ports = [
      { name: 'web', containerPort: server.port },
      { name: 'web', containerPort: 1 },
    ];
    const probed = await probeOnce({ httpGet: { port: 'web' } }, { container: { ports } });
    expect(probed).toEqual({ outcome: 'success', output: 'named' });
  });

  test('may be a number written as a text', async () => {
    await using server = await serveTcp(() => {});
    expect(await probeOnce({ tcpSocket: { port: String(server.port) } })).toMatchObject({ outcome: 'success' });
  });

  test.each([
    ['web', 'strconv.Atoi: parsing "web": invalid syntax'],
    [0, 'invalid port number: 0'],
    ['70000', 'invalid port number: 70000'],
  ])('that is %j is no port, and there is no verdict', async (port, output) => {
    for (const handler of [{ tcpSocket: { port } }, { httpGet: { port } }])
      expect(await probeOnce(handler)).toEqual({ outcome: 'errored', output });
  });
});

test('a probe may take longer than a timer can wait', async () => {
  await using server = await serveTcp(() => {});
  const probed = await probeOnce({ tcpSocket: { port: server.port } }, { timeoutSeconds: 2 ** 31 - 1 });
  expect(probed).toMatchObject({ outcome: 'success' });
});

test('a probe that does nothing is no verdict', async () => {
  expect(await probeOnce({})).toEqual({ outcome: 'errored', output: 'missing probe handler' });
});

describe('a probe that nobody waits for any more', () => {
  test.each(['httpGet', 'tcpSocket', 'grpc'] as const)('ends at once as canceled: %s', async (kind) => {
    const controller = new AbortController();
    await using server = await serveTcp(() => controller.abort());
    const signal = kind === 'tcpSocket' ? AbortSignal.abort() : controller.signal;
    expect(await probeOnce({ [kind]: { port: server.port } }, { signal })).toEqual({
      outcome: 'errored',
      output: 'context canceled',
    });
  });
});
