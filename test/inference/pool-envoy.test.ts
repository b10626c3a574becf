import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveExtProc } from '@outrigger/inference';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runMain, writeInput } from '../command/run-main.ts';
import { freePort } from '../free-port.ts';
import { ENVOY } from './envoy/install-envoy.ts';
import { describeWithEnvoy, ENVOY_PATIENCE, type Envoy, runEnvoy } from './envoy/start-envoy.ts';
import { type ModelServer, startModelServer } from './envoy/start-model-server.ts';
import { startTestPool, type TestPool } from './test-pool.ts';

const ALL = join(import.meta.dirname, 'pool-gateway/all.yaml');

describeWithEnvoy('what envoy-config writes', () => {
  test('Envoy takes a configuration with everything in it', { timeout: ENVOY_PATIENCE }, async () => {
    const { stdout } = await runMain(['inference', 'envoy-config', '-f', ALL]);
    const { status, stderr } = spawnSync(ENVOY, ['--mode', 'validate', '-c', writeInput(stdout, 'envoy.yaml')], {
      encoding: 'utf8',
    });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describeWithEnvoy('requests by the configuration of envoy-config', () => {
  let servers: readonly ModelServer[];
  let picker: TestPool;
  let envoy: Envoy;
  beforeAll(async () => {
    servers = await Promise.all([startModelServer(), startModelServer()]);
    const [chat, spare] = servers as [ModelServer, ModelServer];
    picker = await startTestPool([chat.address]);
    const port = await freePort();
    // The second pool's picker is never there.
    const text = readFileSync(join(import.meta.dirname, 'pool-gateway/small.yaml'), 'utf8')
      .replaceAll('8080', String(port))
      .replaceAll('8000', spare.address.split(':')[1] as string);
    const away = await freePort();
    const here = `127.0.0.1:${picker.server.port}`;
    const pickers = [`chat=${here}`, `both=${here}`, `127.0.0.1:${away}`].flatMap((value) => ['--picker', value]);
    const line = ['inference', 'envoy-config', '-f', '-', '-o', 'json', '--address', '127.0.0.1', ...pickers];
    const { stdout, stderr } = await runMain(line, { stdin: text });
    expect(stderr).toBe('');
    envoy = await runEnvoy(JSON.parse(stdout), port);
  }, ENVOY_PATIENCE);
  afterAll(async () => {
    await envoy?.[Symbol.asyncDispose]();
    await picker?.server.close(0);
    await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
  });
  const post = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${envoy.url}${path}`, { method: 'POST', headers, body: JSON.stringify({ model: 'm', prompt: 'hello' }) });

  test('go to the endpoint that the pool’s picker names', async () => {
    const response = await post('/v1/completions');
    expect(await response.json()).toMatchObject({ served: servers[0]?.address });
  });

  test('of a pool that fails open go to any of its endpoints when its picker is away', async () => {
    const response = await post('/open/completions');
    expect(await response.json()).toMatchObject({ served: servers[1]?.address });
  });

  test('of a pool that may fail open go where its picker says while it answers', async () => {
    const response = await post('/both/completions');
    expect(await response.json()).toMatchObject({ served: servers[0]?.address, model: 'm' });
  });

  test('of a pool that fails closed do not', async () => {
    const response = await post('/closed/completions');
    expect(response.status).toBeGreaterThanOrEqual(500);
  });

  test('do not go where a client says', async () => {
    const header = { 'x-gateway-destination-endpoint': servers[1]?.address as string };
    const response = await post('/v1/completions', header);
    expect(await response.json()).toMatchObject({ served: servers[0]?.address });
    expect((await post('/closed/completions', header)).status).toBeGreaterThanOrEqual(500);
    const other = (await (
      await post('/open/completions', { 'x-gateway-destination-endpoint': '127.0.0.1:9' })
    ).json()) as object;
    expect(other).toMatchObject({ served: servers[1]?.address });
  });

  test('that no route fits are answered with 404', async () => {
    expect((await post('/v2')).status).toBe(404);
  });
});

describeWithEnvoy('lists of endpoints, by the configuration of envoy-config', () => {
  test('the first is dead, the second answers, and the picker is told which', { timeout: ENVOY_PATIENCE }, async () => {
    await using model = await startModelServer();
    const dead = await freePort();
    const port = await freePort();
    const list = [`127.0.0.1:${dead}`, model.address];
    const served: unknown[] = [];
    let named: readonly string[] = list;
    const picker = await serveExtProc({
      ...{ host: '127.0.0.1', port: 0, isReady: () => true, mostBodyBytes: 1e6 },
      pick: () => ({
        to: named,
        flight: { answering: (...told) => served.push(told), usage() {}, ended() {} },
      }),
    });
    const text = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: inference }
spec: { gatewayClassName: outrigger, listeners: [{ name: http, port: ${port}, protocol: HTTP }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: completions }
spec:
  parentRefs: [{ name: inference }]
  rules: [{ backendRefs: [{ group: inference.networking.k8s.io, kind: InferencePool, name: chat }] }]
---
apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: chat }
spec:
  selector: { matchLabels: { app: chat } }
  targetPorts: [{ number: ${dead} }, { number: ${model.address.split(':')[1]} }]
---
apiVersion: v1
kind: Pod
metadata: { name: both, labels: { app: chat } }
status: { podIP: 127.0.0.1 }
`;
    const { stdout } = await runMain(
      ['inference', 'envoy-config', '-f', '-', '-o', 'json', '--picker', `127.0.0.1:${picker.port}`],
      { stdin: text },
    );
    await using envoy = await runEnvoy(JSON.parse(stdout), port);
    const ask = (prompt: string) =>
      fetch(`${envoy.url}/v1/completions`, { method: 'POST', body: JSON.stringify({ model: 'm', prompt }) });
    expect(await (await ask('x'.repeat(100_000))).json()).toMatchObject({ served: model.address });
    expect(served).toEqual([[200, model.address]]);
    // One endpoint needs not be known: Envoy goes where it is told, and says that nobody is there.
    named = [`127.0.0.2:${dead}`];
    expect((await ask('x')).status).toBe(503);
    await picker.close(0);
  });
});
