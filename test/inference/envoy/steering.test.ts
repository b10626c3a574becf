import {
  ANY_MODEL,
  createEndpointBook,
  createPicker,
  createPrefixIndex,
  disaggregated,
  parseEndpoints,
  seededRandom,
  serveExtProc,
  type Verdict,
  weighted,
} from '@outrigger/inference';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../free-port.ts';
import { startTestPool } from '../test-pool.ts';
import { describeWithEnvoy, ENVOY_PATIENCE, startEnvoy } from './start-envoy.ts';
import { type ModelServer, startModelServer, type Told } from './start-model-server.ts';

let servers: readonly [ModelServer, ModelServer];
beforeAll(async () => {
  servers = [await startModelServer(), await startModelServer()];
});
afterAll(() => Promise.all(servers.map((server) => server[Symbol.asyncDispose]())));

describeWithEnvoy('where Envoy goes', () => {
  test('within the subset that it hints at; 503 when none of it is there', { timeout: ENVOY_PATIENCE }, async () => {
    const [first, second] = servers;
    const pool = await startTestPool([first.address, second.address]);
    await using one = await startEnvoy({ pickerPort: pool.server.port, subset: ['203.0.113.1:9', second.address] });
    for (let i = 0; i < 5; i++) expect((await told(await post(one.url, `${i}`))).served).toBe(second.address);
    expect((await told(await fetch(`${one.url}/v1/models`))).served).toBe(second.address);
    await using none = await startEnvoy({ pickerPort: pool.server.port, subset: [] });
    expect((await post(none.url, 'x')).status).toBe(503);
    expect((await fetch(`${none.url}/v1/models`)).status).toBe(503);
    await pool.server.close(0);
  });

  test('to the decode server, which is told who computes the prompt – by the picker alone', async () => {
    const [first, second] = servers;
    const choose = picker([first.address, second.address]);
    const server = await serveExtProc({
      host: '127.0.0.1',
      port: 0,
      pick: choose,
      isReady: () => true,
      mostBodyBytes: 1e6,
    });
    await using envoy = await startEnvoy({ pickerPort: server.port });
    const forged = { 'x-prefiller-host-port': '203.0.113.9:9' };
    const long = await told(await post(envoy.url, 'word '.repeat(200), forged));
    expect(servers.map(({ address }) => address)).toContain(long.prefiller);
    expect((await told(await post(envoy.url, 'x', forged))).prefiller ?? '').toBe('');
    await server.close(0);
  });
});

describeWithEnvoy('a list of endpoints', () => {
  describe.each([
    ['ORIGINAL_DST', false],
    ['endpoints that Envoy knows and override_host', true],
  ])('with %s', (_, isKnown) => {
    test(isKnown ? 'is gone through' : 'is not understood', { timeout: ENVOY_PATIENCE }, async () => {
      const [first, second] = servers;
      const dead = `127.0.0.1:${await freePort()}`;
      const pick = (): Verdict => ({ to: [dead, second.address, first.address] });
      const server = await serveExtProc({ host: '127.0.0.1', port: 0, pick, isReady: () => true, mostBodyBytes: 1e6 });
      const known = { known: [first.address, second.address, dead] };
      await using envoy = await startEnvoy({ pickerPort: server.port, ...(isKnown && known) });
      const response = await post(envoy.url, 'x'.repeat(100_000));
      if (isKnown) expect((await told(response)).served).toBe(second.address);
      else
        expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('no healthy upstream')]);
      await server.close(0);
    });
  });
});

function picker(addresses: readonly string[]): ReturnType<typeof createPicker> {
  const book = createEndpointBook();
  const parsed = parseEndpoints(addresses);
  if (!parsed.ok) throw new Error(parsed.message);
  book.set(parsed.endpoints);
  return createPicker({
    book,
    models: () => ANY_MODEL,
    policy: disaggregated(weighted(), weighted()),
    prefixes: createPrefixIndex({ blockTokens: 64 }),
    admit: () => undefined,
    random: seededRandom(1),
    now: () => performance.now(),
  });
}

function post(url: string, prompt: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${url}/v1/completions`, { method: 'POST', headers, body: JSON.stringify({ model: 'm', prompt }) });
}

async function told(response: Response): Promise<Told> {
  return (await response.json()) as Told;
}
