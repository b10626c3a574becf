import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../free-port.ts';
import { startTestPool } from '../test-pool.ts';
import { describeWithEnvoy, ENVOY_PATIENCE, type Envoy, PATIENT, startEnvoy } from './start-envoy.ts';
import { type ModelServer, startModelServer } from './start-model-server.ts';

describeWithEnvoy('an endpoint that fails, behind Envoy', () => {
  let servers: readonly [ModelServer, ModelServer];
  beforeAll(async () => {
    servers = [await startModelServer(), await startModelServer()];
  });
  afterAll(() => Promise.all(servers.map((server) => server[Symbol.asyncDispose]())));

  test('whose port is closed fails five requests, and gets no more', { timeout: ENVOY_PATIENCE }, async () => {
    const dead = `127.0.0.1:${await freePort()}`;
    const pool = await startTestPool([servers[0].address, dead, servers[1].address], { ejects: true });
    await using envoy = await startEnvoy({ pickerPort: pool.server.port });
    const answers = await ask(envoy, 40);
    expect([answers.get(200), answers.get(503)]).toEqual([35, 5]);
    expect(pool.ejecting?.ejected()).toMatchObject([{ address: dead, is: 'ejected', status: 503 }]);
    await pool.server.close(0);
  });

  test('that answers 500 while its metrics are well is left out, too', { timeout: ENVOY_PATIENCE }, async () => {
    const [first, second] = servers;
    const pool = await startTestPool([first.address, second.address], { ejects: true });
    await using envoy = await startEnvoy({ pickerPort: pool.server.port });
    first.failWith(500);
    const answers = await ask(envoy, 40);
    first.failWith(undefined);
    expect([answers.get(200), answers.get(500)]).toEqual([35, 5]);
    expect(pool.ejecting?.ejected()).toMatchObject([{ address: first.address, cause: 'consecutive-5xx' }]);
    await pool.server.close(0);
  });

  test('is not one whose client goes away in the middle of an answer', { timeout: ENVOY_PATIENCE }, async () => {
    const [first] = servers;
    const pool = await startTestPool([first.address, servers[1].address], { ejects: true });
    await using envoy = await startEnvoy({ pickerPort: pool.server.port });
    for (let i = 0; i < 12; i++) {
      const gone = new AbortController();
      const body = JSON.stringify({ model: 'm', prompt: `${i}`, stream: true, hang: true });
      const response = await fetch(`${envoy.url}/v1/completions`, { method: 'POST', body, signal: gone.signal });
      gone.abort();
      await response.text().catch(() => {});
    }
    await expect.poll(() => pool.book.all().map(({ inFlight }) => inFlight.requests), PATIENT).toEqual([0, 0]);
    expect(pool.ejecting?.ejected()).toEqual([]);
    await pool.server.close(0);
  });
});

/** How many of so many requests, one after the other, were answered with which status. */
async function ask({ url }: Envoy, many: number): Promise<ReadonlyMap<number, number>> {
  const statuses = new Map<number, number>();
  for (let i = 0; i < many; i++) {
    const body = JSON.stringify({ model: 'm', prompt: `${i}` });
    const response = await fetch(`${url}/v1/completions`, { method: 'POST', body });
    await response.text();
    statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
  }
  return statuses;
}
