import { type Ask, type ExtProcServer, type Stop, serveExtProc, type Verdict } from '@outrigger/inference';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, connectProxy, headers, type ProxyClient, setHeader } from './proxy.ts';

const DESTINATION = 'x-gateway-destination-endpoint';
const MOST_BODY = 2 << 20;

let server: ExtProcServer;
let proxy: ProxyClient;
let asked: Ask[] = [];
let answer: (ask: Ask) => Verdict | Promise<Verdict>;

beforeAll(async () => {
  server = await serveExtProc({
    host: '127.0.0.1',
    port: 0,
    isReady: () => true,
    mostBodyBytes: MOST_BODY,
    pick(ask) {
      asked.push(ask);
      return answer(ask);
    },
  });
  proxy = connectProxy(`127.0.0.1:${server.port}`);
});

afterAll(async () => {
  proxy.close();
  await server.close(0);
});

beforeEach(() => {
  asked = [];
  answer = () => ({ to: ['10.0.0.1:8000', '10.0.0.2:8000'] });
});

describe('a picker asked by ext_proc', () => {
  test('answers the headers when the body has come, and gives the body back', async () => {
    const body = '{"model":"m","prompt":"hello"}';
    const answers = await exchange(body);
    const [head] = answers;
    expect(setHeader(head?.request_headers?.response.header_mutation, DESTINATION)).toBe('10.0.0.1:8000,10.0.0.2:8000');
    expect(head?.request_headers?.response.clear_route_cache).toBe(true);
    expect(JSON.stringify(head?.dynamic_metadata)).toContain('10.0.0.1:8000,10.0.0.2:8000');
    expect(bodyOf(answers)).toBe(body);
    expect(asked[0]?.body).toMatchObject({ model: 'm', promptBytes: 7 });
  });

  test.each([0, 1, 61_999, 62_000, 62_001, 63_000, 124_001, 1_000_000])(
    'a body with %i bytes of prompt comes back in chunks that Envoy takes, and ends once',
    async (size) => {
      const body = `{"model":"m","prompt":"${'x'.repeat(size)}"}`;
      const answers = await exchange(body, { chunk: 65_536 });
      const chunks = answers.flatMap((each) => each.request_body?.response.body_mutation?.streamed_response ?? []);
      expect(Math.max(...chunks.map((chunk) => chunk.body.length))).toBeLessThanOrEqual(62_000);
      expect(chunks.map((chunk) => chunk.end_of_stream === true)).toEqual(
        chunks.map((_, at) => at === chunks.length - 1),
      );
      expect(bodyOf(answers) === body).toBe(true);
    },
  );

  test('another model is asked of the server by its bytes alone, with the length that the body has then', async () => {
    answer = () => ({ to: ['10.0.0.1:8000'], model: 'a-longer-name' });
    const answers = await exchange('{"n":1.0,"model" : "m","prompt":"say \\"model\\": \\"m\\""}', { chunk: 12 });
    expect(bodyOf(answers)).toBe('{"n":1.0,"model" : "a-longer-name","prompt":"say \\"model\\": \\"m\\""}');
    expect(setHeader(answers[0]?.request_headers?.response.header_mutation, 'content-length')).toBe(
      String(bodyOf(answers).length),
    );
  });

  test('what comes after the end of the body is not heard: Envoy tells the end of long bodies twice', async () => {
    const conversation = proxy.open();
    conversation.say({ request_headers: headers({ ':method': 'POST', ':path': '/v1/completions' }) });
    for (let i = 0; i < 3; i++)
      conversation.say({ request_body: { body: Buffer.from('{"model":"m"}'), end_of_stream: true } });
    conversation.say({ response_headers: headers({ ':status': '200', 'content-type': 'application/json' }) });
    const answers = await conversation.hear((all) => all.some((each) => each.response_headers));
    conversation.end();
    expect(bodyOf(answers)).toBe('{"model":"m"}');
    expect(asked).toHaveLength(1);
  });

  test('a request without a body is answered at its headers', async () => {
    const conversation = proxy.open();
    conversation.say({ request_headers: headers({ ':method': 'GET', ':path': '/v1/models' }, true) });
    const answers = await conversation.hear((all) => all.length > 0);
    conversation.end();
    expect(setHeader(answers[0]?.request_headers?.response.header_mutation, DESTINATION)).toMatch(/^10.0.0.1:8000/);
    expect(asked[0]?.body).toBeUndefined();
  });

  test.each([
    [
      'as a list',
      { listValue: { values: [{ stringValue: '10.0.0.1:8000' }, { stringValue: '10.0.0.2:8000' }] } },
      ['10.0.0.1:8000', '10.0.0.2:8000'],
    ],
    ['as one string', { stringValue: '10.0.0.1:8000, 10.0.0.2' }, ['10.0.0.1:8000', '10.0.0.2']],
    ['empty', { listValue: { values: [] } }, []],
  ])('the endpoints among which to choose may come %s', async (_, value, expected) => {
    await exchange('{"model":"m"}', {
      metadata: { 'envoy.lb.subset_hint': { fields: { 'x-gateway-destination-endpoint-subset': value } } },
    });
    expect(asked[0]?.subset).toEqual(expected);
  });

  test.each<[string, string, number]>([
    ['no JSON', 'hello', 400],
    ['JSON that ends too soon', '{"model":"m"', 400],
    ['a body that is too long', `{"model":"m","prompt":"${'x'.repeat(MOST_BODY)}"}`, 413],
  ])('%s is answered at once', async (_, body, status) => {
    const [first] = await exchange(body, { chunk: 65_536 });
    expect(first?.immediate_response?.status.code).toBe(status);
    expect(JSON.parse(first?.immediate_response?.body ?? '')).toMatchObject({ error: { code: status } });
  });

  test('a refusal says why', async () => {
    answer = () => Promise.resolve({ status: 429, reason: 'rejected-saturated', message: 'no room' });
    const [first] = await exchange('{"model":"m"}');
    expect(first?.immediate_response?.status.code).toBe(429);
    expect(setHeader(first?.immediate_response?.headers, 'x-llm-d-request-dropped-reason')).toBe('rejected-saturated');
  });

  test('a client that goes away while it waits is told to whoever it waits for', async () => {
    let gone: AbortSignal | undefined;
    const waiting = Promise.withResolvers<void>();
    answer = ({ signal }) => {
      gone = signal;
      waiting.resolve();
      return new Promise(() => {});
    };
    const conversation = proxy.open();
    conversation.say({ request_headers: headers({ ':method': 'POST', ':path': '/v1/completions' }) });
    conversation.say({ request_body: { body: Buffer.from('{"model":"m"}'), end_of_stream: true } });
    await waiting.promise;
    const aborted = new Promise((resolve) => gone?.addEventListener('abort', resolve));
    conversation.cancel();
    await aborted;
  });

  test('a response streams through; the client finds the name that it asked for, and the picker hears of tokens', async () => {
    const told: unknown[] = [];
    answer = () => ({
      to: ['10.0.0.1:8000'],
      model: 'base',
      flight: {
        answering: () => told.push('answering'),
        usage: (usage) => told.push(usage),
        ended: (status) => told.push(status),
      },
    });
    const events = [
      'data: {"model":"base","text":"\\"model\\":\\"base\\""}\n\n',
      'data: {"model":"base","usage":{"prompt_tokens":9,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":4}}}\n\ndata: [DONE]\n\n',
    ].join('');
    const answers = await exchange('{"model":"chat"}', {
      response: { type: 'text/event-stream', body: events, chunk: 7 },
    });
    expect(
      answers.find((each) => each.response_headers)?.response_headers?.response.header_mutation?.remove_headers,
    ).toEqual(['content-length']);
    expect(bodyOf(answers, 'response_body')).toBe(events.replaceAll('{"model":"base"', '{"model":"chat"'));
    expect(told).toEqual(['answering', { promptTokens: 9, completionTokens: 2, cachedTokens: 4 }, 200]);
  });

  test.each([
    ['before its response', []],
    [
      'in the middle of it',
      [
        { response_headers: headers({ ':status': '200', 'content-type': 'text/event-stream' }) },
        { response_body: { body: Buffer.from('data: {}\n\n') } },
      ],
    ],
  ])('a request under way can be ended for another one, %s', async (_, heard) => {
    const told: unknown[] = [];
    let revoke: ((why: Stop) => void) | undefined;
    answer = () => ({
      to: ['10.0.0.1:8000'],
      revocable: (how) => {
        revoke = how;
      },
      flight: { answering() {}, usage() {}, ended: (status) => told.push(status) },
    });
    const conversation = proxy.open();
    conversation.say({ request_headers: headers({ ':method': 'POST', ':path': '/v1/completions' }) });
    conversation.say({ request_body: { body: Buffer.from('{"model":"m"}'), end_of_stream: true } });
    for (const part of heard) conversation.say(part);
    await conversation.hear((all) => all.length === 2 + heard.length);
    const why: Stop = { status: 429, reason: 'evicted', message: 'for one that matters more' };
    revoke?.(why);
    revoke?.(why);
    const answers = await conversation.hear();
    expect(answers.filter((each) => each.immediate_response)).toMatchObject([
      { immediate_response: { status: { code: 429 } } },
    ]);
    expect(setHeader(answers.at(-1)?.immediate_response?.headers, 'x-llm-d-request-dropped-reason')).toBe('evicted');
    expect(told[0]).toBe(429);
  });

  test('scores stand beside the endpoint in the metadata, where the picker tells them', async () => {
    answer = () => ({ to: ['10.0.0.1:8000'], scores: { '10.0.0.1:8000': 6.5 } });
    const [head] = await exchange('{"model":"chat"}');
    expect(JSON.stringify(head?.dynamic_metadata)).toContain('x-gateway-destination-endpoint-scores');
    expect(JSON.stringify(head?.dynamic_metadata)).toContain('6.5');
  });

  test('a response brings headers that the picker says, by who has served it', async () => {
    answer = () => ({ to: ['10.0.0.1:8000'], responseHeaders: (served) => [['x-session-token', `t-${served}`]] });
    const answers = await exchange('{"model":"chat"}', {
      response: { type: 'application/json', body: '{}', chunk: 5 },
    });
    const head = answers.find((each) => each.response_headers)?.response_headers;
    expect(setHeader(head?.response.header_mutation, 'x-session-token')).toBe('t-undefined');
  });

  test('a response that is no JSON goes through as it is', async () => {
    answer = () => ({ to: ['10.0.0.1:8000'], model: 'base' });
    const answers = await exchange('{"model":"chat"}', {
      response: { type: 'application/json', body: 'upstream {"model":"base"', chunk: 5 },
    });
    expect(bodyOf(answers, 'response_body')).toBe('upstream {"model":"base"');
  });

  test('trailers go after the body', async () => {
    const conversation = proxy.open();
    conversation.say({ request_headers: headers({ ':method': 'POST', ':path': '/v1/completions' }) });
    conversation.say({ request_body: { body: Buffer.from('{"model":"m"}'), end_of_stream: false } });
    conversation.say({ request_trailers: { trailers: { headers: [] } } });
    const answers = await conversation.hear((all) => all.some((each) => each.request_trailers));
    conversation.end();
    expect(answers.map((each) => Object.keys(each)[0])).toEqual([
      'request_headers',
      'request_body',
      'request_trailers',
    ]);
    expect(answers[1]?.request_body?.response.body_mutation?.streamed_response?.end_of_stream ?? false).toBe(false);
  });
});

interface ExchangeOptions {
  readonly chunk?: number;
  readonly metadata?: object;
  readonly response?: { readonly type: string; readonly body: string; readonly chunk: number };
}

/** A request with its body and, if asked for, the response; all that the picker answered. */
async function exchange(
  body: string,
  { chunk = 65_536, metadata, response }: ExchangeOptions = {},
): Promise<readonly Answer[]> {
  const conversation = proxy.open();
  const bytes = Buffer.from(body);
  conversation.say({
    request_headers: headers({ ':method': 'POST', ':path': '/v1/completions', 'content-length': String(bytes.length) }),
    ...(metadata && { metadata_context: { filter_metadata: metadata } }),
  });
  for (let at = 0; at < bytes.length; at += chunk)
    conversation.say({
      request_body: { body: bytes.subarray(at, at + chunk), end_of_stream: at + chunk >= bytes.length },
    });
  const ended = (all: readonly Answer[], part: 'request_body' | 'response_body') =>
    all.some((each) => each.immediate_response || each[part]?.response.body_mutation?.streamed_response?.end_of_stream);
  const answers = await conversation.hear((all) => ended(all, 'request_body'));
  if (!response) {
    conversation.end();
    return answers;
  }
  conversation.say({
    response_headers: headers({ ':status': '200', 'content-type': response.type, 'content-length': '7' }),
  });
  const bytesBack = Buffer.from(response.body);
  for (let at = 0; at < bytesBack.length; at += response.chunk)
    conversation.say({
      response_body: {
        body: bytesBack.subarray(at, at + response.chunk),
        end_of_stream: at + response.chunk >= bytesBack.length,
      },
    });
  const all = await conversation.hear((each) => ended(each, 'response_body'));
  conversation.end();
  return all;
}

function bodyOf(answers: readonly Answer[], part: 'request_body' | 'response_body' = 'request_body'): string {
  return Buffer.concat(
    answers.flatMap((each) => each[part]?.response.body_mutation?.streamed_response?.body ?? []),
  ).toString();
}
