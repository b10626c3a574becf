import { createBodyRoom, serveExtProc } from '@outrigger/inference';
import { expect, onTestFinished, test } from 'vitest';
import { block, connectRaw, DATA, frame, HEADERS, PREFACE, RST_STREAM, SETTINGS, uint32 } from './http2/raw-client.ts';
import { type Answer, type Conversation, connectProxy, headers } from './proxy.ts';

test('bodies of all requests together are held up to a bound; more are refused, until some have gone', async () => {
  const room = createBodyRoom(1_000_000);
  const pick = () => ({ to: ['10.0.0.1:8000'] });
  const server = await serveExtProc({
    ...{ host: '127.0.0.1', port: 0, pick, room },
    isReady: () => true,
    mostBodyBytes: 1 << 30,
  });
  const proxy = connectProxy(`127.0.0.1:${server.port}`);
  onTestFinished(async () => {
    proxy.close();
    await server.close(0);
  });
  const begin = (): Conversation => {
    const conversation = proxy.open();
    conversation.say({ request_headers: headers({ ':method': 'POST', ':path': '/v1/completions' }) });
    conversation.say({ request_body: { body: BEGINNING } });
    return conversation;
  };
  const finish = (conversation: Conversation): Promise<readonly Answer[]> => {
    conversation.say({ request_body: { body: Buffer.from('"}'), end_of_stream: true } });
    return conversation.hear(isAnswered);
  };

  const first = begin();
  await expect.poll(() => room.held()).toBe(BEGINNING.length);
  const [refusal] = await begin().hear(isAnswered);
  expect(refusal?.immediate_response).toMatchObject({ status: { code: 503 } });
  expect(JSON.stringify(refusal?.immediate_response?.headers)).toContain('x-llm-d-request-dropped-reason');
  expect(String(refusal?.immediate_response?.body)).toContain('as many bytes of bodies as it may');
  expect(room.refused()).toBe(1);

  expect((await finish(first)).at(-1)?.request_body).toBeDefined();
  await expect.poll(() => room.held()).toBe(0);
  expect((await finish(begin())).at(-1)?.request_body).toBeDefined();

  const cancelled = begin();
  await expect.poll(() => room.held()).toBe(BEGINNING.length);
  cancelled.cancel();
  await expect.poll(() => room.held()).toBe(0);
});

test('a message takes up room before it is whole', async () => {
  const room = createBodyRoom(100_000);
  const pick = () => ({ to: ['10.0.0.1:8000'] });
  const server = await serveExtProc({
    ...{ host: '127.0.0.1', port: 0, pick, room },
    isReady: () => true,
    mostBodyBytes: 1 << 30,
  });
  onTestFinished(() => server.close(0));
  const client = await connectRaw(server.port);
  onTestFinished(client.close);
  client.send(PREFACE, frame(SETTINGS, 0, 0));
  const begin = (stream: number) => {
    client.send(frame(HEADERS, END_HEADERS, stream, block(ASKING)), frame(DATA, 0, stream, HEAD_OF_A_MEGABYTE));
  };
  const more = (stream: number, pieces: number) => {
    for (let i = 0; i < pieces; i++) client.send(frame(DATA, 0, stream, Buffer.alloc(10_000)));
  };
  begin(1);
  more(1, 6);
  await expect.poll(() => room.held()).toBe(60_000);
  begin(3);
  more(3, 5);
  const refusal = await client.hear(({ kind, stream }) => kind === DATA && stream === 3);
  expect(String(refusal?.payload)).toContain('as many bytes of bodies as it may');
  await expect.poll(() => room.held()).toBe(60_000);
  client.send(frame(RST_STREAM, 0, 1, uint32(8)));
  await expect.poll(() => room.held()).toBe(0);
});

const END_HEADERS = 4;
const ASKING = {
  ':method': 'POST',
  ':scheme': 'http',
  ':path': '/envoy.service.ext_proc.v3.ExternalProcessor/Process',
  'content-type': 'application/grpc',
};
const HEAD_OF_A_MEGABYTE = Buffer.concat([Buffer.from([0]), uint32(1 << 20)]);
const BEGINNING = Buffer.from(`{"model":"m","prompt":"${'x'.repeat(600_000)}`);

function isAnswered(answers: readonly Answer[]): boolean {
  return answers.some((each) => {
    const last = each.request_body?.response.body_mutation?.streamed_response?.end_of_stream;
    return each.immediate_response !== undefined || last === true;
  });
}
