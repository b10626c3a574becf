import { ask, sayRequest, settle } from '../ask.ts';
import type { Check } from '../check.ts';
import { badBody, bodyOf, firstOf, notSent, objectOf } from '../complaints.ts';
import { headerSet } from '../wire/answer.ts';

/** How a request's body comes back: around the size of a chunk, and when its end is told more than once. */
export const bodyChecks: readonly Check[] = [
  ...[61_999, 62_000, 62_001, 63_000, 125_000, 1_200_000].map(
    (bytes): Check => ({
      id: `body/${bytes}`,
      what: `a body of ${bytes.toLocaleString('en-US')} bytes comes back unchanged, in chunks of at most 62,000, its end told once`,
      level: 'must',
      async run(trial) {
        const body = exactly(trial.model, bytes);
        const heard = await ask(trial, { body });
        return firstOf(notSent(heard), badBody(heard, 'request', body));
      },
    }),
  ),
  {
    id: 'body/tiny-chunks',
    what: 'a body that comes byte by byte is read as one',
    level: 'must',
    async run(trial) {
      const body = exactly(trial.model, 300);
      const heard = await ask(trial, { body, chunk: 1 });
      return firstOf(notSent(heard), badBody(heard, 'request', body));
    },
  },
  {
    id: 'body/late-reader',
    what: 'a body of 1.5 MB comes back whole to a proxy that reads nothing for a while',
    level: 'must',
    async run(trial) {
      const body = exactly(trial.model, 1_500_000);
      const conversation = trial.target.open();
      conversation.hold(true);
      sayRequest(trial, conversation, { body });
      await trial.pause(300);
      conversation.hold(false);
      const heard = await conversation.hear((answers) => answers.some(isLast));
      conversation.end();
      return firstOf(notSent(heard), badBody(heard, 'request', body));
    },
  },
  {
    id: 'body/empty-end',
    what: 'the end may be told by a last message without bytes',
    level: 'must',
    async run(trial) {
      const body = exactly(trial.model, 400);
      const conversation = trial.target.open();
      sayRequest(trial, conversation, { body, ends: 0 });
      conversation.say({ requestBody: { body } });
      conversation.say({ requestBody: { endOfStream: true } });
      const heard = await conversation.hear((answers) => answers.some(isLast));
      conversation.end();
      return firstOf(notSent(heard), badBody(heard, 'request', body));
    },
  },
  {
    id: 'body/empty',
    what: 'a POST with an empty body is refused with 400 or sent on with one empty end',
    level: 'must',
    async run(trial) {
      const heard = await ask(trial, { body: '' });
      const code = heard.answers.find(({ immediateResponse }) => immediateResponse)?.immediateResponse?.status?.code;
      return code === 400 ? undefined : firstOf(notSent(heard), badBody(heard, 'request', Buffer.alloc(0)));
    },
  },
  ...([2, 3] as const).map(
    (ends): Check => ({
      id: `body/end-${ends}-times`,
      what: `an end of the body told ${ends} times (Envoy does so from 1 MB on: envoy #46237) is heard once`,
      level: 'must',
      async run(trial) {
        const body = exactly(trial.model, 200_000);
        const conversation = trial.target.open();
        sayRequest(trial, conversation, { body, ends });
        await conversation.hear((answers) => answers.some(isLast));
        conversation.say({ requestBody: { endOfStream: true } });
        await settle(trial, 150);
        const heard = await conversation.hear(() => true);
        conversation.end();
        return firstOf(notSent(heard), badBody(heard, 'request', body));
      },
    }),
  ),
  {
    id: 'body/rewritten',
    what: 'where another model is asked of the server, content-length fits, and nothing but the model is changed',
    level: 'must',
    async run(trial) {
      if (trial.rewritten === undefined) return { skipped: 'name a model that is rewritten by --rewritten' };
      const prompt = `say "model":"${trial.rewritten}" and \\"model\\"`;
      const heard = await ask(trial, { body: JSON.stringify({ model: trial.rewritten, prompt, n: 1 }), chunk: 7 });
      const complaint = firstOf(notSent(heard), badBody(heard, 'request'));
      if (complaint !== undefined) return complaint;
      const back = bodyOf(heard, 'request');
      const read = objectOf(back);
      if (!read) return 'the body that came back is no JSON';
      const { model, ...rest } = read;
      if (model === trial.rewritten) return `the server is asked for ${model}, too: it is not rewritten`;
      const length = heard.answers
        .map(({ requestHeaders }) => headerSet(requestHeaders?.response?.headerMutation, 'content-length'))
        .find((each) => each !== undefined);
      return firstOf(
        JSON.stringify(rest) === JSON.stringify({ prompt, n: 1 }) ? undefined : 'more than the model was changed',
        length === String(back.length)
          ? undefined
          : `content-length is ${length ?? 'left as it was'}, the body has ${back.length} bytes`,
      );
    },
  },
];

/** A request of exactly so many bytes. */
function exactly(model: string, bytes: number): Buffer {
  const empty = JSON.stringify({ model, prompt: '' }).length;
  return Buffer.from(JSON.stringify({ model, prompt: 'x'.repeat(bytes - empty) }));
}

function isLast({
  immediateResponse,
  requestBody,
}: Parameters<Parameters<ReturnType<Parameters<Check['run']>[0]['target']['open']>['hear']>[0]>[0][number]): boolean {
  return immediateResponse !== undefined || requestBody?.response?.bodyMutation?.streamedResponse?.endOfStream === true;
}
