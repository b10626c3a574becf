import { Client, credentials } from '@grpc/grpc-js';
import {
  ANY_MODEL,
  FLOW_LIMITS,
  type PoolNow,
  runPicker,
  shedSheddable,
  utilization,
  weighted,
} from '@outrigger/inference';
import { expect, test } from 'vitest';
import { startModelServer } from './envoy/start-model-server.ts';
import { connectProxy, headers, setHeader } from './proxy.ts';

test('a picker of a pool that is scaled to zero is ready, and its requests wait for the first server', async () => {
  await using server = await startModelServer();
  const ending = new AbortController();
  const listening = Promise.withResolvers<string>();
  const following = Promise.withResolvers<(pool: PoolNow) => void>();
  const picker = runPicker(
    {
      follow: following.resolve,
      policy: weighted(),
      extProc: { host: '127.0.0.1', port: 0 },
      namesModels: false,
      admission: { saturation: utilization(), shedding: shedSheddable, flow: FLOW_LIMITS },
      onListening: listening.resolve,
    },
    ending.signal,
  );
  const address = await listening.promise;
  const hear = await following.promise;
  expect(await healthOf(address)).toBe(NOT_SERVING);
  hear({ endpoints: [], models: ANY_MODEL, isMissing: true });
  expect(await healthOf(address)).toBe(NOT_SERVING);
  const asked = Promise.withResolvers<void>();
  const models: PoolNow['models'] = {
    purposeOf(...request) {
      asked.resolve();
      return ANY_MODEL.purposeOf(...request);
    },
  };
  hear({ endpoints: [], models });
  expect(await healthOf(address)).toBe(SERVING);

  const proxy = connectProxy(address);
  const conversation = proxy.open();
  conversation.say({ request_headers: headers({ ':method': 'POST', ':path': '/v1/completions' }) });
  conversation.say({ request_body: { body: Buffer.from('{"model":"m"}'), end_of_stream: true } });
  await asked.promise;
  hear({ endpoints: [{ address: server.address, rank: 0 }], models: ANY_MODEL });
  const [head] = await conversation.hear((answers) => answers.length > 0);
  expect(setHeader(head?.request_headers?.response.header_mutation, 'x-gateway-destination-endpoint')).toBe(
    server.address,
  );
  conversation.end();
  proxy.close();
  ending.abort();
  await picker;
});

const SERVING = 1;
const NOT_SERVING = 2;

/** `grpc.health.v1.HealthCheckResponse.status`, the first field. */
async function healthOf(address: string): Promise<number | undefined> {
  const client = new Client(address, credentials.createInsecure());
  const answer = await new Promise<Buffer | undefined>((resolve) => {
    client.makeUnaryRequest('/grpc.health.v1.Health/Check', asIs, asIs, Buffer.alloc(0), (_, bytes) => resolve(bytes));
  });
  client.close();
  return answer?.[1];
}

function asIs(bytes: Buffer): Buffer {
  return bytes;
}
