import { once } from 'node:events';
import { request as askHttp1 } from 'node:http';
import { connect } from 'node:http2';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPool, type TestPool } from '../test-pool.ts';
import { describeWithEnvoy, ENVOY_PATIENCE, type Envoy, PATIENT, startEnvoy } from './start-envoy.ts';
import { cutOf, type ModelServer, startModelServer } from './start-model-server.ts';

describeWithEnvoy('clients that do more than fetch, with servers that speak HTTP/2', () => {
  let model: ModelServer;
  let pool: TestPool;
  let envoy: Envoy;
  beforeAll(async () => {
    model = await startModelServer({ isHttp2: true });
    pool = await startTestPool([model.address]);
    envoy = await startEnvoy({ pickerPort: pool.server.port, isHttp2: true });
  }, ENVOY_PATIENCE);
  afterAll(async () => {
    await envoy?.[Symbol.asyncDispose]();
    await pool?.server.close(0);
    await model?.[Symbol.asyncDispose]();
  });
  const nothingInFlight = () => expect.poll(() => pool.book.all()[0]?.inFlight.requests, PATIENT).toBe(0);

  test('a request that comes in pieces of three bytes is rewritten, and so is its response', async () => {
    const asked = Buffer.from(JSON.stringify({ prompt: 'say "model":"chat"', model: 'chat', cut: true }));
    const request = askHttp1(`${envoy.url}/v1/completions`, { method: 'POST' });
    request.setNoDelay(true);
    for await (const piece of cutOf(asked)) request.write(piece);
    request.end();
    const [response] = await once(request, 'response');
    const bytes = asked.length + 'base-model'.length - 'chat'.length;
    expect(await json(response)).toMatchObject({ model: 'chat', asked: 'base-model', bytes });
  });

  test.each(['m', 'chat'])('trailers go through both ways, for the model %s', async (name) => {
    const session = connect(envoy.url);
    const stream = session.request(
      { ':method': 'POST', ':path': '/v1/completions', 'content-type': 'application/json' },
      { waitForTrailers: true },
    );
    stream.on('wantTrailers', () => stream.sendTrailers({ 'x-end': 'all' }));
    const trailers = once(stream, 'trailers');
    stream.end(JSON.stringify({ model: name, prompt: 'x'.repeat(200_000) }));
    expect(await json(stream)).toMatchObject({ model: name, trailer: 'all' });
    expect((await trailers)[0]).toMatchObject({ 'x-cost': '3' });
    session.close();
    await nothingInFlight();
  });

  test('fifty requests on one connection of HTTP/2 get their own answers', async () => {
    const session = connect(envoy.url);
    const all = await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        const stream = session.request({ ':method': 'POST', ':path': '/v1/completions' });
        stream.end(JSON.stringify({ model: `m${i}`, prompt: 'x'.repeat(i * 1000) }));
        return (await json(stream)) as { readonly model: string };
      }),
    );
    session.close();
    expect(all.map(({ model }) => model)).toEqual(all.map((_, i) => `m${i}`));
    await nothingInFlight();
  });

  test('a client that goes away in the middle of its request was never there', async () => {
    const session = connect(envoy.url);
    const stream = session.request({ ':method': 'POST', ':path': '/v1/completions' });
    stream.on('error', () => {});
    stream.write(`{"model":"m","prompt":"${'x'.repeat(300_000)}`);
    // What is answered to another stream tells that Envoy has heard the first.
    const other = session.request({ ':path': '/v1/models' });
    await json(other);
    stream.close(8);
    session.destroy();
    await nothingInFlight();
    expect((await fetch(`${envoy.url}/v1/models`)).status).toBe(200);
  });
});
