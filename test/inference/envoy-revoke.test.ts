import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Stop, serveExtProc } from '@outrigger/inference';
import { expect, test } from 'vitest';
import { describeWithEnvoy, ENVOY_PATIENCE, startEnvoy } from './envoy/start-envoy.ts';

describeWithEnvoy('a request that is ended for another one, behind Envoy', () => {
  test.each([
    ['before its answer has begun: the client gets 429 and why', false],
    ['in the middle of its answer: the client gets its end', true],
  ])('%s, and its server hears of it', { timeout: ENVOY_PATIENCE }, async (_, isAnswering) => {
    const left = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const server = createServer((request, response) => {
      // Whether Envoy listens is asked by a GET.
      if (request.method === 'GET') {
        response.end();
        return;
      }
      response.on('close', left.resolve);
      request.resume().on('end', asked.resolve);
      if (isAnswering) response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: {"n":1}\n\n');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    let revoke: ((why: Stop) => void) | undefined;
    const picker = await serveExtProc({
      host: '127.0.0.1',
      port: 0,
      isReady: () => true,
      mostBodyBytes: 1 << 20,
      pick: () => ({
        to: [address],
        revocable: (how) => {
          revoke = how;
        },
      }),
    });
    await using envoy = await startEnvoy({ pickerPort: picker.port });
    const answer = fetch(`${envoy.url}/v1/completions`, { method: 'POST', body: '{"model":"m","stream":true}' });
    await asked.promise;
    const reader = isAnswering ? (await answer).body?.getReader() : undefined;
    if (reader) expect((await reader.read()).done).toBe(false);
    revoke?.({ status: 429, reason: 'evicted', message: 'for one that matters more' });
    if (reader) await expect(reader.read()).rejects.toThrow();
    else {
      const { status, headers } = await answer;
      expect([status, headers.get('x-llm-d-request-dropped-reason')]).toEqual([429, 'evicted']);
    }
    await left.promise;
    await picker.close(0);
    server.close();
  });
});
