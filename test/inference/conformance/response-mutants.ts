import { each, hears, type Mutant, refusal, says, saysBy } from './mutant.ts';
import { changeBody, cut, replaced } from './wrong-answers.ts';

/** Wrong in what becomes of responses, or gone after a hostile stream. */
export const responseMutants: readonly Mutant[] = [
  {
    wrong: 'loses the last byte of a response',
    fault: () => saysBy(() => changeBody('response', (body) => cut(body.subarray(0, -1)))),
    found: each(
      ['response/json', 'response/invalid-json', 'response/error', 'response/text', 'response/large'],
      /bytes came back of/,
    ),
  },
  {
    wrong: 'adds a line to a response',
    fault: () => saysBy(() => changeBody('response', (body) => cut(Buffer.concat([body, Buffer.from('\n')])))),
    found: each(['response/empty', 'response/renamed-json', 'response/renamed-stream'], /bytes came back of/),
  },
  {
    wrong: 'refuses a response that it cannot read',
    fault: () =>
      hears((said, answer) => {
        if (!said.response_body) return [said];
        answer(refusal(500));
        return [];
      }),
    found: { 'response/invalid-json': /the response's body did not come back/ },
  },
  {
    wrong: 'holds streams back until they are whole',
    fault: () => saysBy(() => changeBody('response', cut)),
    found: { 'response/stream': /event 1 was held back/ },
    isSilent: true,
  },
  {
    wrong: 'does not answer the headers of responses',
    fault: () => says((answer) => (answer.response_headers ? [] : [answer])),
    found: each(['response/headers-only', 'response/served'], /the headers were not answered/),
    isSilent: true,
  },
  {
    wrong: 'forgets a response that ends with trailers',
    fault: () => says((answer) => (answer.response_body ? [] : [answer])),
    found: { 'response/trailers': /did not come back/ },
  },
  {
    wrong: 'puts the client’s name into the text of responses, too',
    fault: () => saysBy(() => changeBody('response', (body) => cut(replaced(body, 'base-model', 'chat')))),
    found: each(['response/renamed-json', 'response/renamed-stream'], /differ at byte/),
  },
  ...[
    ...['no-protobuf', 'endless-number', 'long-length', 'deep-lists', 'unknown-fields', 'body-first', 'response-first'],
    ...['headers-twice', 'many-headers', 'deep-json', 'many-fields', 'odd-names'],
  ].map(
    (name, place): Mutant => ({
      isLikeAnother: place > 0,
      wrong: `dies of ${name}`,
      fault: () => ({ stream: (count) => (count > 1 ? { isDead: true } : { hear: () => [] }) }),
      found: { [`hostile/${name}`]: /ended with UNAVAILABLE/ },
    }),
  ),
];
