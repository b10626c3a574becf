import { ask, headerMap, sayRequest, settle } from '../ask.ts';
import type { Check, Trial } from '../check.ts';
import { badBody, bodyOf, firstOf, notSent, objectOf, outOfOrder } from '../complaints.ts';
import type { Conversation, Heard } from '../connect-target.ts';

/** What becomes of responses: they reach the client as the server sent them, but for a model's name that was rewritten. */
export const responseChecks: readonly Check[] = [
  ...(
    [
      [
        'json',
        'a JSON response',
        'application/json',
        '200',
        '{"model":"m","usage":{"prompt_tokens":3,"completion_tokens":1}}',
      ],
      [
        'invalid-json',
        'a response that says it is JSON and is none',
        'application/json',
        '200',
        'upstream said: {"model":"m',
      ],
      ['error', 'an error of the server', 'application/json', '500', '{"error":{"message":"out of memory"}}'],
      ['text', 'a response that is no JSON', 'text/plain', '200', 'hello\n'],
      ['empty', 'an empty body', 'application/json', '200', ''],
      ['large', 'a response of 1 MB', 'application/json', '200', `{"model":"m","text":"${'y'.repeat(1_000_000)}"}`],
    ] as const
  ).map(
    ([id, what, type, status, body]): Check => ({
      id: `response/${id}`,
      what: `${what} goes through unchanged`,
      level: 'must',
      async run(trial) {
        const heard = await respond(trial, { type, status, body, chunk: 50_000 });
        return firstOf(outOfOrder(heard), badBody(heard, 'response', Buffer.from(body)));
      },
    }),
  ),
  {
    id: 'response/stream',
    what: 'each event of a stream goes on before the next has come',
    level: 'must',
    async run(trial) {
      const conversation = await begin(trial, trial.model);
      sayResponseHead(conversation, '200', 'text/event-stream');
      for (let i = 1; i <= 5; i++) {
        const event = Buffer.from(`data: {"model":${JSON.stringify(trial.model)},"n":${i}}\n\n`);
        conversation.say({ responseBody: { body: event } });
        const heard = await conversation.hear((answers) => answers.some((each) => bodyText(each).includes(`"n":${i}`)));
        if (!bodyOf(heard, 'response').includes(`"n":${i}`)) return `event ${i} was held back`;
      }
      conversation.say({ responseBody: { body: Buffer.from('data: [DONE]\n\n'), endOfStream: true } });
      const heard = await conversation.hear(isResponseOver);
      conversation.end();
      return firstOf(outOfOrder(heard), badBody(heard, 'response'));
    },
  },
  {
    id: 'response/headers-only',
    what: 'a response without a body is answered at its headers',
    level: 'must',
    async run(trial) {
      const conversation = await begin(trial, trial.model);
      conversation.say({ responseHeaders: { headers: headerMap({ ':status': '204' }), endOfStream: true } });
      await conversation.hear((all) => all.some((each) => each.responseHeaders));
      await settle(trial, 50);
      const { answers } = await conversation.hear(() => true);
      conversation.end();
      if (answers.some(({ responseBody }) => responseBody)) return 'a body was answered that never came';
      return answers.some(({ responseHeaders }) => responseHeaders) ? undefined : 'the headers were not answered';
    },
  },
  {
    id: 'response/trailers',
    what: 'a response that ends with trailers is answered headers, body, trailers, with all of its bytes',
    level: 'must',
    async run(trial) {
      const body = '{"model":"m","text":"by trailers"}';
      const conversation = await begin(trial, trial.model);
      sayResponseHead(conversation, '200', 'application/json');
      conversation.say({ responseBody: { body: Buffer.from(body) } });
      conversation.say({ responseTrailers: { trailers: { headers: [] } } });
      const heard = await conversation.hear((all) => all.some((each) => each.responseTrailers));
      conversation.end();
      return firstOf(
        outOfOrder(heard),
        badBody(heard, 'response', Buffer.from(body), 0),
        heard.answers.some(({ responseTrailers }) => responseTrailers) ? undefined : 'the trailers were not answered',
      );
    },
  },
  {
    id: 'response/served',
    what: 'a proxy may tell which endpoint has served the request',
    level: 'must',
    async run(trial) {
      const conversation = await begin(trial, trial.model);
      const fields = { 'x-gateway-destination-endpoint-served': { stringValue: '203.0.113.9:9' } };
      conversation.say({
        responseHeaders: { headers: headerMap({ ':status': '200' }) },
        metadataContext: { filterMetadata: { 'envoy.lb': { fields } } },
      });
      const { answers } = await conversation.hear((all) => all.some((each) => each.responseHeaders));
      conversation.end();
      return answers.some(({ responseHeaders }) => responseHeaders) ? undefined : 'the headers were not answered';
    },
  },
  ...(['application/json', 'text/event-stream'] as const).map(
    (type): Check => ({
      id: `response/renamed-${type === 'application/json' ? 'json' : 'stream'}`,
      what: `where the model was rewritten, the client reads the name it asked for (${type}), in chunks cut anywhere, and text stays text`,
      level: 'should',
      async run(trial) {
        if (trial.rewritten === undefined) return { skipped: 'name a model that is rewritten by --rewritten' };
        const sent = await ask(trial, { body: JSON.stringify({ model: trial.rewritten, prompt: 'x' }) });
        const unsent = firstOf(notSent(sent), badBody(sent, 'request'));
        if (unsent !== undefined) return unsent;
        const model = objectOf(bodyOf(sent, 'request'))?.model;
        if (typeof model !== 'string') return 'the request that came back names no model';
        const made = (name: string) => {
          const json = JSON.stringify({ id: 1, model: name, text: `"model":"${model}"` });
          return type === 'application/json' ? json : `data: ${json}\n\ndata: [DONE]\n\n`;
        };
        const heard = await respond(trial, { type, status: '200', body: made(model), chunk: 3 }, trial.rewritten);
        return badBody(heard, 'response', Buffer.from(made(trial.rewritten)));
      },
    }),
  ),
];

/** A request that has been sent on. */
async function begin(trial: Trial, model: string): Promise<Conversation> {
  const conversation = trial.target.open();
  sayRequest(trial, conversation, { body: JSON.stringify({ model, prompt: 'hello' }) });
  await conversation.hear((answers) =>
    answers.some(
      ({ immediateResponse, requestBody }) =>
        immediateResponse || requestBody?.response?.bodyMutation?.streamedResponse?.endOfStream,
    ),
  );
  return conversation;
}

async function respond(
  trial: Trial,
  response: { readonly type: string; readonly status: string; readonly body: string; readonly chunk: number },
  model = trial.model,
): Promise<Heard> {
  const conversation = await begin(trial, model);
  sayResponseHead(conversation, response.status, response.type);
  const body = Buffer.from(response.body);
  for (let at = 0; at === 0 || at < body.length; at += response.chunk) {
    const isLast = at + response.chunk >= body.length;
    conversation.say({ responseBody: { body: body.subarray(at, at + response.chunk), endOfStream: isLast } });
  }
  const heard = await conversation.hear(isResponseOver);
  conversation.end();
  return heard;
}

function sayResponseHead(conversation: Conversation, status: string, type: string): void {
  conversation.say({ responseHeaders: { headers: headerMap({ ':status': status, 'content-type': type }) } });
}

function isResponseOver(answers: Heard['answers']): boolean {
  return answers.some(
    ({ immediateResponse, responseBody }) =>
      immediateResponse || responseBody?.response?.bodyMutation?.streamedResponse?.endOfStream,
  );
}

function bodyText({ responseBody }: Heard['answers'][number]): string {
  return Buffer.from(responseBody?.response?.bodyMutation?.streamedResponse?.body ?? []).toString();
}
