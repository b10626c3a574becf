import { expect, onTestFinished, test } from 'vitest';
import {
  LLAMA2_7B_A100,
  type ModelServerOptions,
  readMetrics,
  serveModel,
} from '../../packages/inference/src/index.ts';

const QUESTION = { model: 'base', prompt: 'What is an outrigger? '.repeat(40), max_tokens: 5, ignore_eos: true };

test('a completion has as many tokens as were asked for, and says what it took', async () => {
  const ask = await served();
  const answer = await (await ask('/v1/completions', QUESTION)).json();
  expect(answer).toMatchObject({
    object: 'text_completion',
    model: 'base',
    choices: [{ finish_reason: 'length' }],
    usage: { prompt_tokens: 220, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 0 } },
  });
  // Three blocks of 64 tokens are whole.
  const again = await (await ask('/v1/completions', QUESTION)).json();
  expect(again).toMatchObject({ usage: { prompt_tokens_details: { cached_tokens: 192 } } });
});

test('a chat can be streamed, token by token, with its usage at the end', async () => {
  const ask = await served();
  const messages = [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }];
  const response = await ask('/v1/chat/completions', {
    ...QUESTION,
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
  const events = (await response.text()).trim().split('\n\n');
  expect(events.at(-1)).toBe('data: [DONE]');
  const parts = events.slice(0, -1).map((event) => JSON.parse(event.slice('data: '.length)));
  expect(parts).toHaveLength(6);
  expect(parts[0].choices[0].delta.role).toBe('assistant');
  expect(parts.map(({ choices }) => choices[0]?.finish_reason)).toEqual([null, null, null, null, 'length', undefined]);
  expect(parts[5].usage.completion_tokens).toBe(5);
});

test('its metrics are read as those of vLLM, adapters too', async () => {
  const ask = await served({ adapters: ['tweets'] });
  const asked = ask('/v1/completions', { ...QUESTION, model: 'tweets', max_tokens: 400 });
  const page = async () => Buffer.from(await (await ask('/metrics')).arrayBuffer());
  await expect
    .poll(async () => readMetrics(await page(), 7, undefined))
    .toMatchObject({
      at: 7,
      running: 1,
      waiting: 0,
      kvTokens: Math.floor(LLAMA2_7B_A100.kvTokens / 64) * 64,
      adapters: { running: ['tweets'], waiting: [], max: 4 },
    });
  await (await asked).text();
  expect((await page()).toString()).toContain('vllm:generation_tokens_total{engine="0",model_name="base"} 400');
});

test.each([
  ['another model', '/v1/completions', { ...QUESTION, model: 'other' }, 404, 'The model `other` does not exist.'],
  ['no prompt', '/v1/completions', { model: 'base' }, 400, 'prompt: required'],
  ['no messages', '/v1/chat/completions', QUESTION, 400, 'messages: required'],
  [
    'a prompt beyond the cache',
    '/v1/completions',
    { ...QUESTION, prompt: 'x'.repeat(200_000) },
    400,
    'maximum context',
  ],
])('refuses %s', async (_, path, body, status, message) => {
  const ask = await served();
  const response = await ask(path, body);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: { code: status, message: expect.stringContaining(message) } });
});

test('gives up what nobody waits for any more', async () => {
  const ask = await served();
  const gone = new AbortController();
  const response = await ask('/v1/completions', { ...QUESTION, max_tokens: 20_000, stream: true }, gone.signal);
  await response.body?.getReader().read();
  gone.abort();
  const page = async () => readMetrics(Buffer.from(await (await ask('/metrics')).arrayBuffer()), 0, undefined);
  await expect.poll(page).toMatchObject({ running: 0, kvUsage: 0 });
});

async function served(options: Partial<ModelServerOptions> = {}) {
  const server = await serveModel({
    host: '127.0.0.1',
    port: 0,
    model: 'base',
    adapters: [],
    engine: LLAMA2_7B_A100,
    seed: 1,
    speed: 20,
    ...options,
  });
  onTestFinished(() => server.close());
  return (path: string, body?: object, signal?: AbortSignal) =>
    fetch(`http://127.0.0.1:${server.port}${path}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
}

test('one that closes lets answers come to their end, unless they are broken off', async () => {
  const server = await serveModel({
    ...{ host: '127.0.0.1', port: 0, model: 'base', adapters: [], engine: LLAMA2_7B_A100, seed: 1, speed: 1 },
  });
  const response = await fetch(`http://127.0.0.1:${server.port}/v1/completions`, {
    method: 'POST',
    body: JSON.stringify({ ...QUESTION, stream: true, max_tokens: 10_000 }),
  });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  await reader.read();
  const closed = server.close();
  expect((await reader.read()).done).toBe(false);
  server.breakOff();
  await closed;
  await expect(
    (async () => {
      while (!(await reader.read()).done);
    })(),
  ).rejects.toThrow();
});
