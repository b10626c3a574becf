import { DESTINATION, each, hears, type Mutant, refusal, says } from './mutant.ts';
import { END, pieceAnswer, refusedWith } from './wrong-answers.ts';

/** Wrong in what is refused, and where requests may go. */
export const refusalMutants: readonly Mutant[] = [
  {
    wrong: 'leaves the subset',
    fault: () =>
      hears((said, answer) => {
        if (!said.metadata_context) return [said];
        answer(sentTo('10.9.9.9:1'));
        answer(pieceAnswer('request', END));
        return [];
      }),
    found: each(['subset/one', 'subset/some', 'subset/comma', 'subset/ip'], /sent to 10.9.9.9:1, which is outside/),
  },
  {
    wrong: 'does not know of subsets',
    fault: () => hears(({ metadata_context: _, ...said }) => [said]),
    found: each(
      ['subset/none-matching', 'subset/empty-list', 'subset/empty-text', 'subset/none-matching-headers-only'],
      /it was sent to 10\.0\.0/,
    ),
  },
  {
    wrong: 'says 429 where there is no endpoint',
    fault: () => says(refusedWith(429)),
    found: each(
      ['subset/none-matching', 'refusal/no-endpoints', 'refusal/no-endpoints-headers-only'],
      /refused with 429; expected an immediate response of 503/,
    ),
  },
  {
    wrong: 'says 500 to whatever it cannot read',
    fault: () => says(refusedWith(500)),
    found: each(
      ['refusal/no-json', 'refusal/cut-json', 'refusal/no-object', 'refusal/no-model', 'refusal/model-number'],
      /refused with 500; expected an immediate response of 400/,
    ),
  },
  {
    wrong: 'sends on what it cannot read',
    fault: () =>
      hears(({ request_body, ...said }) => [
        request_body ? { ...said, request_body: { body: Buffer.from('{"model":"m"}'), end_of_stream: true } } : said,
      ]),
    found: each(['refusal/no-json', 'refusal/no-model'], /it was sent to/),
  },
  {
    wrong: 'says 503 to what it sheds',
    fault: () => says(refusedWith(503)),
    found: { 'refusal/shed': /refused with 503; expected an immediate response of 429/ },
  },
  {
    wrong: 'does not say why it dropped a request',
    fault: () =>
      says(({ immediate_response: refused, ...answer }) => [
        refused ? { ...answer, immediate_response: { ...refused, headers: {} } } : answer,
      ]),
    found: { 'refusal/reason': /was not set/ },
  },
  {
    wrong: 'refuses twice',
    fault: () => says((answer) => (answer.immediate_response ? [answer, answer] : [answer])),
    found: { 'refusal/last': /2 answers came/ },
  },
  {
    wrong: 'fails at a long body',
    fault: () =>
      hears((said, answer) => {
        if (!said.request_body) return [said];
        answer(refusal(500));
        return [];
      }),
    found: { 'refusal/oversized': /refused with 500; expected an immediate response of 413 or 400/ },
  },
];

function sentTo(endpoint: string): object {
  const header = { key: DESTINATION, raw_value: Buffer.from(endpoint) };
  return { request_headers: { response: { header_mutation: { set_headers: [{ header }] } } } };
}
