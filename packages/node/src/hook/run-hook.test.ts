import type { ILifecycleHandler } from 'kubernetes-models/v1';
import { describe, expect, test } from 'vitest';
import { freePort, serveHttp, serveHttps, serveTcp } from '../probe/testing/servers.ts';
import type { ExecRequest, ExecResult } from '../runtime/pod-runtime.ts';
import { RuntimeFailure } from '../runtime/runtime-failure.ts';
import { type HookOutcome, runHook } from './run-hook.ts';

const WHOSE = 'for Container "app" in Pod "web_shop(1-2-3)"';

describe('an exec hook', () => {
  test('runs its command as it is written, without a limit of its own', async () => {
    const asked: ExecRequest[] = [];
    const exec = async (request: ExecRequest) => {
      asked.push(request);
      return { ended: true, exitCode: 0, output: 'bye' } as const;
    };
    expect(await hooked({ exec: { command: ['nginx', '-s', '$(SIGNAL)'] } }, { exec })).toEqual({
      ok: true,
      message: '',
    });
    expect(asked).toMatchObject([{ command: ['nginx', '-s', '$(SIGNAL)'], timeoutMs: 0 }]);
  });

  test.each<readonly [string, () => Promise<ExecResult>, string]>([
    [
      'ends with an error',
      () => Promise.resolve({ ended: true, exitCode: 2, output: 'no "such" host' }),
      `Exec lifecycle hook ([quit now]) ${WHOSE} failed - error: command 'quit now' exited with 2: no "such" host, message: "no \\"such\\" host"`,
    ],
    [
      'cannot be run',
      () => Promise.reject(new RuntimeFailure('container is not running')),
      `Exec lifecycle hook ([quit now]) ${WHOSE} failed - error: container is not running, message: ""`,
    ],
    [
      'is broken off',
      () => Promise.resolve({ ended: false, output: 'half' }),
      `Exec lifecycle hook ([quit now]) ${WHOSE} failed - error: context canceled, message: "half"`,
    ],
  ])('that %s has failed', async (_, exec, message) => {
    expect(await hooked({ exec: { command: ['quit', 'now'] } }, { exec })).toEqual({ ok: false, message });
  });

  test('lets a bug through', async () => {
    const exec = () => Promise.reject(new TypeError('a bug'));
    await expect(hooked({ exec: { command: ['x'] } }, { exec })).rejects.toThrow('a bug');
  });
});

describe('an httpGet hook', () => {
  test.each([200, 302, 404, 503])('is content with any answer: %d', async (status) => {
    let agent: string | undefined;
    await using server = await serveHttp((request, response) => {
      agent = request.headers['user-agent'];
      response.writeHead(status, { location: 'http://elsewhere.invalid/' }).end();
    });
    expect(await hooked({ httpGet: { port: server.port, path: '/quit' } })).toEqual({ ok: true, message: '' });
    expect(agent).toBe('kube-lifecycle/1.36');
  });

  test('has failed when nobody listens', async () => {
    const port = await freePort();
    expect(await hooked({ httpGet: { port, path: '/quit' } })).toEqual({
      ok: false,
      message: `HTTP lifecycle hook (/quit) ${WHOSE} failed - error: Get "http://127.0.0.1:${port}/quit": dial tcp 127.0.0.1:${port}: connect: connection refused`,
    });
  });

  test('has failed when its port has no such name', async () => {
    expect(await hooked({ httpGet: { port: 'admin', path: '/quit' } })).toMatchObject({
      ok: false,
      message: expect.stringContaining('strconv.Atoi: parsing "admin": invalid syntax'),
    });
  });

  test('speaks TLS where it is asked to', async () => {
    await using server = await serveHttps((_, response) => response.end());
    expect(await hooked({ httpGet: { port: server.port, scheme: 'HTTPS' } })).toEqual({ ok: true, message: '' });
  });

  test('does without TLS where there is none, and keeps its credentials to itself', async () => {
    const seen: unknown[] = [];
    await using server = await serveHttp((request, response) => {
      seen.push(request.url, request.headers.authorization, request.headers['x-a']);
      response.end();
    });
    const httpHeaders = [
      { name: 'Authorization', value: 'Bearer x' },
      { name: 'X-A', value: '1' },
    ];
    expect(await hooked({ httpGet: { port: server.port, scheme: 'HTTPS', path: '/quit', httpHeaders } })).toEqual({
      ok: true,
      message: `request to HTTPS lifecycle hook 127.0.0.1:${server.port} got HTTP response, retry with HTTP succeeded`,
    });
    expect(seen).toEqual(['/quit', undefined, '1']);
  });

  test('ends when nobody waits for it any more', async () => {
    const controller = new AbortController();
    await using server = await serveTcp(() => controller.abort());
    const handler = { httpGet: { port: server.port, path: '/' } };
    expect(await hooked(handler, { signal: controller.signal })).toMatchObject({
      ok: false,
      message: expect.stringMatching(/context canceled$/),
    });
  });
});

test.each(['HTTP', 'HTTPS'])('a hook for which nobody waited from the start does nothing: %s', async (scheme) => {
  await using server = await serveHttp((_, response) => response.end());
  const handler = { httpGet: { port: server.port, scheme: scheme as 'HTTP' } };
  expect(await hooked(handler, { signal: AbortSignal.abort() })).toMatchObject({
    ok: false,
    message: expect.stringMatching(/context canceled$/),
  });
});

test('a tcpSocket hook cannot be run: no kubelet can', async () => {
  expect(await hooked({ tcpSocket: { port: 80 } })).toEqual({
    ok: false,
    message: 'Cannot run handler: invalid handler: tcpSocket',
  });
});

function hooked(
  handler: ILifecycleHandler,
  options: { exec?: (request: ExecRequest) => Promise<ExecResult>; signal?: AbortSignal } = {},
): Promise<HookOutcome> {
  const { exec = () => Promise.reject(new Error('no exec here')), signal = new AbortController().signal } = options;
  return runHook(
    { kind: 'preStop', sleepSeconds: undefined, handler },
    {
      podIp: '127.0.0.1',
      ports: new Map(),
      exec,
      container: 'app',
      pod: { name: 'web', namespace: 'shop', uid: '1-2-3' },
    },
    signal,
  );
}
