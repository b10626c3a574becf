import { ask, sayHead, settle } from '../ask.ts';
import type { Check } from '../check.ts';
import { DESTINATION, endpointsOf, firstOf, notSent, unlikeMetadata } from '../complaints.ts';

/** How a proxy is told where a request goes. */
export const endpointChecks: readonly Check[] = [
  {
    id: 'endpoint/header',
    what: `a request gets ${DESTINATION}: one or more ip:port`,
    level: 'must',
    run: async (trial) => notSent(await ask(trial)),
  },
  {
    id: 'endpoint/metadata',
    what: 'dynamic metadata in envoy.lb holds the same value as the header',
    level: 'must',
    async run(trial) {
      const heard = await ask(trial);
      return firstOf(notSent(heard), unlikeMetadata(heard));
    },
  },
  {
    id: 'endpoint/forged',
    what: 'an endpoint that the client wrote into the header itself is not kept',
    level: 'must',
    async run(trial) {
      const heard = await ask(trial, { headers: { [DESTINATION]: '203.0.113.9:9' } });
      return firstOf(notSent(heard), endpointsOf(heard).includes('203.0.113.9:9') ? 'it was kept' : undefined);
    },
  },
  {
    id: 'endpoint/route-cache',
    what: 'the answer to the headers clears the route cache, so that routes see the new headers',
    level: 'should',
    async run(trial) {
      const { answers } = await ask(trial);
      const isClear = answers.some(({ requestHeaders }) => requestHeaders?.response?.clearRouteCache);
      return isClear ? undefined : 'clear_route_cache was not set';
    },
  },
  {
    id: 'endpoint/headers-only',
    what: 'a request without a body (GET) is sent at its headers',
    level: 'must',
    async run(trial) {
      const conversation = trial.target.open();
      sayHead(conversation, { method: 'GET', endOfStream: true });
      await conversation.hear((answers) => answers.length > 0);
      await settle(trial, 50);
      const heard = await conversation.hear(() => true);
      conversation.end();
      const hasBody = heard.answers.some(({ requestBody }) => requestBody !== undefined);
      return firstOf(
        notSent(heard),
        unlikeMetadata(heard),
        hasBody ? 'a body was answered that never came' : undefined,
      );
    },
  },
  {
    id: 'endpoint/many',
    what: 'fifty requests at once are each sent, and get their own bodies back',
    level: 'must',
    async run(trial) {
      const bodies = Array.from({ length: 50 }, (_, i) =>
        JSON.stringify({ model: trial.model, prompt: `number ${i}` }),
      );
      const all = await Promise.all(bodies.map((body) => ask(trial, { body })));
      const wrong = all.findIndex((heard, i) => !textOf(heard).includes(`number ${i}"`));
      return firstOf(...all.map(notSent), wrong < 0 ? undefined : `request ${wrong} got the body of another`);
    },
  },
];

function textOf({ answers }: Awaited<ReturnType<typeof ask>>): string {
  return answers
    .map(({ requestBody }) => Buffer.from(requestBody?.response?.bodyMutation?.streamedResponse?.body ?? []).toString())
    .join('');
}
