import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFullRun } from '../../effort.ts';
import { freePort } from '../../free-port.ts';
import { startTestPool, type TestPool } from '../test-pool.ts';
import { describeWithEnvoy, ENVOY_PATIENCE, type Envoy, PATIENT, startEnvoy } from './start-envoy.ts';
import { type ModelServer, startModelServer, type Told } from './start-model-server.ts';

describeWithEnvoy('the picker behind Envoy, in full duplex', () => {
  let servers: readonly ModelServer[];
  let pool: TestPool;
  let envoy: Envoy;
  beforeAll(async () => {
    servers = await Promise.all([startModelServer(), startModelServer()]);
    pool = await startTestPool(servers.map(({ address }) => address));
    envoy = await startEnvoy({ pickerPort: pool.server.port });
  }, ENVOY_PATIENCE);
  afterAll(async () => {
    await envoy[Symbol.asyncDispose]();
    await pool.server.close(0);
    await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
  });
  const complete = (body: object, headers: Readonly<Record<string, string>> = {}) => post(envoy, body, headers);

  test('a completion is answered by an endpoint of the pool, and nothing stays in flight', async () => {
    const told = await toldOf(await complete({ model: 'm', prompt: 'hello' }));
    expect(servers.map(({ address }) => address)).toContain(told.served);
    expect(told).toMatchObject({ model: 'm', method: 'POST' });
    await expect.poll(() => pool.book.all().map(({ inFlight }) => inFlight.requests), PATIENT).toEqual([0, 0]);
  });

  test.each([1_000, 62_000, 65_536, 131_072, 1_000_000, 1_900_000])(
    'a prompt of %i bytes reaches the server whole',
    async (size) => {
      const body = { model: 'm', prompt: 'x'.repeat(size) };
      const { bytes } = await toldOf(await complete(body));
      expect(bytes).toBe(JSON.stringify(body).length);
    },
  );

  test('ten prompts of 1 MB at once, whose ends Envoy may tell twice, reach the servers whole', async () => {
    const body = { model: 'chat', prompt: 'word '.repeat(220_000) };
    const expected = JSON.stringify({ ...body, model: 'base-model' }).length;
    const all = await Promise.all(Array.from({ length: 10 }, async () => toldOf(await complete(body))));
    // In full duplex Envoy takes content-length away, so that the server reads to the end that it is told.
    expect(all.map(({ bytes, length }) => [bytes, length])).toEqual(all.map(() => [expected, 'chunked']));
  });

  test('a stream comes event by event, with the model that the client asked for', async () => {
    const response = await complete({ model: 'chat', prompt: 'hello', stream: true });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const events = (await response.text()).split('\n\n').filter(Boolean);
    expect(events).toHaveLength(6);
    expect(events.slice(0, 5).every((event) => event.includes('"model":"chat"'))).toBe(true);
  });

  test('weights split a model', async () => {
    const all = await Promise.all(
      Array.from({ length: 120 }, async (_, i) => toldOf(await complete({ model: 'split', prompt: `${i}` }))),
    );
    expect(new Set(all.map(({ model }) => model))).toEqual(new Set(['split']));
    const fresh = all.filter(({ asked }) => asked === 'new').length;
    // Three in four are 90; the draw is seeded.
    expect(fresh).toBeGreaterThan(75);
    expect(fresh).toBeLessThan(105);
  });

  test('a request without a body is sent on', async () => {
    const told = await toldOf(await fetch(`${envoy.url}/v1/models`));
    expect(told).toMatchObject({ method: 'GET', bytes: 0 });
  });

  test('an endpoint that a client names itself is not gone to', async () => {
    const told = await toldOf(
      await complete({ model: 'm', prompt: 'hello' }, { 'x-gateway-destination-endpoint': '203.0.113.1:9' }),
    );
    expect(servers.map(({ address }) => address)).toContain(told.served);
  });

  test.each<[string, string, number]>([
    ['shed', '{"model":"batch","prompt":"x"}', 429],
    ['no JSON', 'hello', 400],
    ['without a model', '{"prompt":"x"}', 400],
    ['too long', `{"model":"m","prompt":"${'x'.repeat(3 << 20)}"}`, 413],
  ])('a request that is %s is answered by the picker', async (_, body, status) => {
    const response = await fetch(`${envoy.url}/v1/completions`, { method: 'POST', body });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code: status } });
    if (status === 429) expect(response.headers.get('x-llm-d-request-dropped-reason')).toBe('rejected-saturated');
  });

  test('a pool without endpoints is 503', async () => {
    for (const { address } of servers) pool.book.reached(address, false);
    const response = await complete({ model: 'm', prompt: 'x' });
    for (const { address } of servers) pool.book.reached(address, true);
    expect(response.status).toBe(503);
    expect(response.headers.get('x-llm-d-request-dropped-reason')).toBe('rejected-no-endpoints');
  });

  test('an endpoint that dies in mid-stream ends the response, and nothing stays in flight', async () => {
    const response = await complete({ model: 'm', prompt: 'x', stream: true, hang: true });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toContain('"n":1');
    for (const server of servers) server.breakConnections();
    await expect(readAll(reader)).rejects.toThrow();
    await expect.poll(() => pool.book.all().map(({ inFlight }) => inFlight.requests), PATIENT).toEqual([0, 0]);
    expect((await complete({ model: 'm', prompt: 'x' })).status).toBe(200);
  });

  test('a client that goes away in mid-stream leaves nothing in flight', async () => {
    const gone = new AbortController();
    const body = JSON.stringify({ model: 'm', prompt: 'x', stream: true, hang: true });
    const response = await fetch(`${envoy.url}/v1/completions`, { method: 'POST', body, signal: gone.signal });
    gone.abort();
    await response.text().catch(() => {});
    await expect.poll(() => pool.book.all().map(({ inFlight }) => inFlight.requests), PATIENT).toEqual([0, 0]);
  });
});

describeWithEnvoy('a picker that is started again', () => {
  test('answers the next request, and those under way end before it goes', { timeout: ENVOY_PATIENCE }, async () => {
    await using model = await startModelServer();
    const port = await freePort();
    const first = await startTestPool([model.address], { port });
    await using envoy = await startEnvoy({ pickerPort: port });
    const underWay = post(envoy, { model: 'm', prompt: 'x'.repeat(500_000), stream: true });
    await (await post(envoy, { model: 'm', prompt: 'x' })).text();
    const closed = first.server.close(10_000);
    const response = await underWay;
    expect(await response.text()).toContain('[DONE]');
    await closed;
    expect((await post(envoy, { model: 'm', prompt: 'x' })).status).toBe(500);
    const second = await startTestPool([model.address], { port });
    await expect.poll(async () => (await post(envoy, { model: 'm', prompt: 'x' })).status, PATIENT).toBe(200);
    await second.server.close(0);
  });
});

describeWithEnvoy('a picker that dies', () => {
  test('takes responses under way with it; the next one answers', { timeout: ENVOY_PATIENCE }, async () => {
    await using model = await startModelServer();
    const port = await freePort();
    const first = await startTestPool([model.address], { port });
    await using envoy = await startEnvoy({ pickerPort: port });
    const response = await post(envoy, { model: 'm', prompt: 'x', stream: true, hang: true });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    expect((await reader.read()).done).toBe(false);
    await first.server.close(0);
    // In full duplex nobody but the picker has what it was sent: Envoy cannot go on without it.
    await expect(readAll(reader)).rejects.toThrow();
    const second = await startTestPool([model.address], { port });
    await expect.poll(async () => (await post(envoy, { model: 'm', prompt: 'x' })).status, PATIENT).toBe(200);
    await second.server.close(0);
  });
});

/** Bodies of requests and of responses, and the name that a client then reads where it asked for `chat`. */
const MODES = [
  ['FULL_DUPLEX_STREAMED', 'NONE', 'base-model'],
  ['BUFFERED', 'BUFFERED', 'chat'],
  ['STREAMED', 'STREAMED', 'chat'],
  ['FULL_DUPLEX_STREAMED', 'STREAMED', 'chat'],
  ['BUFFERED', 'STREAMED', 'chat'],
  ['BUFFERED', 'NONE', 'base-model'],
  ['NONE', 'NONE', 'chat'],
] as const;

describeWithEnvoy('Envoy that sends bodies in another way', () => {
  // Each takes an Envoy of its own.
  const tried = MODES.slice(0, isFullRun ? undefined : 3);
  test.each(tried)('request %s, response %s', { timeout: ENVOY_PATIENCE }, async (requestBody, responseBody, seen) => {
    await using model = await startModelServer();
    const pool = await startTestPool([model.address]);
    await using envoy = await startEnvoy({ pickerPort: pool.server.port, requestBody, responseBody });
    const response = await post(envoy, { model: 'chat', prompt: 'x'.repeat(200_000), stream: true });
    expect(response.status).toBe(200);
    const events = (await response.text()).split('\n\n').filter(Boolean);
    expect(events).toHaveLength(6);
    expect(events[0]).toContain(`"model":"${seen}"`);
    expect((await toldOf(await fetch(`${envoy.url}/v1/models`))).method).toBe('GET');
    const statuses = new Set(responseBody === 'NONE' ? [undefined] : [200]);
    await expect.poll(() => new Set(pool.statuses), PATIENT).toEqual(statuses);
    await expect.poll(() => pool.book.all().map(({ inFlight }) => inFlight.requests), PATIENT).toEqual([0]);
    await pool.server.close(0);
  });
});

function post(envoy: Envoy, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${envoy.url}/v1/completions`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
}

async function toldOf(response: Response): Promise<Told> {
  return (await response.json()) as Told;
}

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  while (!(await reader.read()).done);
}
