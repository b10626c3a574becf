import { ask, sayHead, settle } from '../ask.ts';
import type { Check } from '../check.ts';
import { badBody, firstOf, notSent, outOfOrder } from '../complaints.ts';

/** The order of messages in full duplex: Envoy refuses any other (llm-d-router pkg/epp/handlers/server.go, ebab687). */
export const orderChecks: readonly Check[] = [
  {
    id: 'order/request',
    what: 'headers are answered once and before the body',
    level: 'must',
    async run(trial) {
      const heard = await ask(trial, { body: large(trial.model, 200_000) });
      return firstOf(notSent(heard), outOfOrder(heard), badBody(heard, 'request'));
    },
  },
  {
    id: 'order/trailers',
    what: 'a request that ends with trailers is answered headers, body, trailers; the body tells no end',
    level: 'must',
    async run(trial) {
      const heard = await ask(trial, { trailers: true });
      const answered = heard.answers.some(({ requestTrailers }) => requestTrailers !== undefined);
      return firstOf(
        notSent(heard),
        outOfOrder(heard),
        badBody(heard, 'request', undefined, 0),
        answered ? undefined : 'the trailers were not answered',
      );
    },
  },
  {
    id: 'order/deferred',
    what: 'nothing is answered before the model can be known from the body',
    level: 'should',
    async run(trial) {
      const conversation = trial.target.open();
      sayHead(conversation, { method: 'POST' });
      conversation.say({ requestBody: { body: Buffer.from('{"mod') } });
      await settle(trial, 100);
      const { answers } = await conversation.hear(() => true);
      conversation.cancel();
      return answers.length === 0 ? undefined : 'an answer came when only headers and five bytes had been sent';
    },
  },
  {
    id: 'order/slow',
    what: 'a client that sends its body slowly is waited for',
    level: 'must',
    async run(trial) {
      const body = Buffer.from(large(trial.model, 2_000));
      const conversation = trial.target.open();
      sayHead(conversation, { method: 'POST' });
      const size = Math.ceil(body.length / 20);
      for (let at = 0; at < body.length; at += size) {
        await trial.pause(25);
        conversation.say({
          requestBody: { body: body.subarray(at, at + size), endOfStream: at + size >= body.length },
        });
      }
      const heard = await conversation.hear((answers) =>
        answers.some(
          ({ immediateResponse, requestBody }) =>
            immediateResponse || requestBody?.response?.bodyMutation?.streamedResponse?.endOfStream,
        ),
      );
      conversation.end();
      return firstOf(notSent(heard), badBody(heard, 'request', body));
    },
  },
  {
    id: 'order/half-closed',
    what: 'a stream that the proxy ends in the middle of a body is ended by the picker, too',
    level: 'must',
    async run({ target }) {
      const conversation = target.open();
      sayHead(conversation, { method: 'POST' });
      conversation.say({ requestBody: { body: Buffer.from('{"model":') } });
      conversation.end();
      const { late } = await conversation.hear(() => false);
      if (late) conversation.cancel();
      return late ? 'it stayed open' : undefined;
    },
  },
  {
    id: 'order/cancelled',
    what: 'two hundred requests cancelled in their bodies and after their answers leave the picker as it was',
    level: 'must',
    async run(trial) {
      for (let i = 0; i < 200; i++) {
        const conversation = trial.target.open();
        sayHead(conversation, { method: 'POST' });
        conversation.say({ requestBody: { body: Buffer.from(large(trial.model, 500)), endOfStream: i % 2 === 0 } });
        // A stream cancelled with an answer unread never closes in grpc-js 1.14, and keeps the process alive.
        if (i % 2 === 0) await conversation.hear((answers) => answers.length > 0);
        conversation.cancel();
      }
      return notSent(await ask(trial));
    },
  },
];

/** A request with so many bytes of prompt. */
function large(model: string, bytes: number): string {
  return JSON.stringify({ model, prompt: 'x'.repeat(bytes) });
}
