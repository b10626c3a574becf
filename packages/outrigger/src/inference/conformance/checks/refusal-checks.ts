import { ask, listOf, sayHead, sayRequest, settle } from '../ask.ts';
import type { Check, Skipped, Trial } from '../check.ts';
import { firstOf, notRefused, notSent } from '../complaints.ts';
import { headerSet } from '../wire/answer.ts';

/** Answers in place of a server's (llm-d-router pkg/common/error, ebab687). */
export const refusalChecks: readonly Check[] = [
  ...(
    [
      ['no-json', 'must', 'a body that is no JSON', 'hello'],
      ['cut-json', 'must', 'JSON that ends too soon', '{"model":"m","prompt":"'],
      ['no-object', 'should', 'JSON that is no object', '["model"]'],
      ['no-model', 'must', 'a body without a model', '{"prompt":"hello"}'],
      ['model-number', 'should', 'a model that is no text', '{"model":1,"prompt":"hello"}'],
    ] as const
  ).map(
    ([id, level, what, body]): Check => ({
      id: `refusal/${id}`,
      what: `${what} is answered with 400`,
      level,
      run: async (trial) => notRefused(await ask(trial, { body }), [400]),
    }),
  ),
  {
    id: 'refusal/shed',
    what: 'a request that is shed is answered with 429, not 503',
    level: 'must',
    async run(trial) {
      if (trial.shed === undefined) return { skipped: 'name a model whose requests are shed just now by --shed' };
      return notRefused(await ask(trial, { body: JSON.stringify({ model: trial.shed, prompt: 'x' }) }), [429]);
    },
  },
  {
    id: 'refusal/no-endpoints',
    what: 'a request for a pool without a ready endpoint is answered with 503, not 429',
    level: 'must',
    run: async (trial) => onEmpty(trial, async (empty) => notRefused(await ask(empty), [503])),
  },
  {
    // Upstream answers 500 here (llm-d-router ebab687 test/integration/epp/hermetic_test.go: no backend pods available).
    id: 'refusal/no-endpoints-headers-only',
    what: 'the same of a request without a body',
    level: 'must',
    run: async (trial) =>
      onEmpty(trial, async ({ target }) => {
        const conversation = target.open();
        sayHead(conversation, { method: 'GET', endOfStream: true });
        const heard = await conversation.hear((answers) => answers.length > 0);
        conversation.end();
        return notRefused(heard, [503]);
      }),
  },
  {
    id: 'refusal/reason',
    what: 'a request that is dropped says why in x-llm-d-request-dropped-reason',
    level: 'should',
    async run(trial) {
      const heard = await ask(trial, { subset: listOf(['203.0.113.1:9']) });
      const refusal = heard.answers.find(({ immediateResponse }) => immediateResponse)?.immediateResponse;
      const reason = headerSet(refusal?.headers, 'x-llm-d-request-dropped-reason');
      return firstOf(notRefused(heard, [503]), reason ? undefined : 'the header was not set');
    },
  },
  {
    id: 'refusal/last',
    what: 'nothing is said after a refusal',
    level: 'must',
    async run(trial) {
      const conversation = trial.target.open();
      sayRequest(trial, conversation, { body: 'hello' });
      await conversation.hear((answers) => answers.length > 0);
      conversation.say({ requestBody: { endOfStream: true } });
      await settle(trial, 100);
      const { answers } = await conversation.hear(() => true);
      conversation.end();
      return answers.length === 1 ? undefined : `${answers.length} answers came`;
    },
  },
  {
    id: 'refusal/oversized',
    what: 'a body longer than the picker takes is refused with 413 or 400, or sent on; the picker goes on',
    level: 'must',
    async run(trial) {
      const prompt = Buffer.alloc(trial.oversizedBytes, 'x');
      const body = Buffer.concat([
        Buffer.from(`{"model":${JSON.stringify(trial.model)},"prompt":"`),
        prompt,
        Buffer.from('"}'),
      ]);
      const heard = await ask(trial, { body });
      const isRefused = heard.answers.some(({ immediateResponse }) => immediateResponse);
      return firstOf(isRefused ? notRefused(heard, [413, 400]) : notSent(heard), notSent(await ask(trial)));
    },
  },
];

async function onEmpty(
  trial: Trial,
  run: (trial: Trial) => Promise<string | undefined>,
): Promise<string | Skipped | undefined> {
  if (!trial.empty) return { skipped: 'name a picker whose pool has no ready endpoint by --empty' };
  return run({ ...trial, target: trial.empty });
}
