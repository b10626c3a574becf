import type { Answer } from '../proxy.ts';
import type { Said } from './faulty-picker.ts';
import { each, hears, hearsBy, type Mutant, refusal, says, saysBy } from './mutant.ts';
import { changeBody, cut, END, pieceAnswer, replaced, withHeader } from './wrong-answers.ts';

/** Wrong in what comes back of requests. */
export const bodyMutants: readonly Mutant[] = [
  {
    wrong: 'loses the last byte of a request',
    fault: () => saysBy(() => changeBody('request', (body) => cut(body.subarray(0, -1)))),
    found: each(
      [
        ...['body/61999', 'body/62000', 'body/62001', 'body/63000', 'body/125000', 'body/1200000'],
        ...[
          'body/tiny-chunks',
          'body/late-reader',
          'body/empty-end',
          'body/end-2-times',
          'body/end-3-times',
          'order/slow',
        ],
      ],
      /bytes came back of/,
    ),
  },
  {
    wrong: 'sends a request back in one piece',
    fault: () => saysBy(() => changeBody('request', (body) => [{ body, end: true }])),
    found: each(['body/62001', 'body/63000', 'body/125000', 'body/1200000'], /is longer than 62000/),
  },
  {
    wrong: 'hears each end of a body',
    fault: () =>
      hearsBy(() => {
        let ended = false;
        return (said: Said, answer) => {
          if (ended && said.request_body) answer(pieceAnswer('request', END));
          ended ||= said.request_body?.end_of_stream ?? false;
          return [said];
        };
      }),
    found: each(['body/end-2-times', 'body/end-3-times'], /was told \d times|after the end of the body/),
  },
  {
    wrong: 'does not hear an end without bytes',
    fault: () => hears((said) => (said.request_body && !said.request_body.body?.length ? [] : [said])),
    found: { 'body/empty-end': /no answer came/ },
    isSilent: true,
  },
  {
    wrong: 'takes the first piece of a body for the whole',
    fault: () =>
      hears(({ request_body, ...said }) => [
        request_body ? { ...said, request_body: { ...request_body, end_of_stream: true } } : said,
      ]),
    found: { 'body/tiny-chunks': /refused with 400/ },
  },
  {
    wrong: 'fails at an empty body',
    fault: () =>
      hears((said, answer) => {
        const isEmpty = said.request_body && !said.request_body.body?.length;
        if (isEmpty) answer(refusal(500));
        return isEmpty ? [] : [said];
      }),
    found: { 'body/empty': /refused with 500/ },
  },
  {
    wrong: 'leaves the length of a body that it changes',
    fault: () => says((answer) => [withHeader(answer, 'content-length', undefined)]),
    found: { 'body/rewritten': /content-length is left as it was/ },
  },
  {
    wrong: 'puts another model wherever its name stands',
    fault: () =>
      saysBy(() => (answer: Answer) => [
        ...changeBody('request', (body) => cut(replaced(body, 'chat', 'base-model')))(answer),
      ]),
    found: { 'body/rewritten': /more than the model was changed/ },
  },
  {
    wrong: 'rewrites nothing',
    fault: () => saysBy(() => changeBody('request', (body) => cut(replaced(body, 'base-model', 'chat')))),
    found: { 'body/rewritten': /it is not rewritten/ },
  },
  {
    wrong: 'makes of JSON what is none',
    fault: () => saysBy(() => changeBody('request', (body) => cut(replaced(body, '{', '')))),
    found: { 'body/rewritten': /is no JSON/, 'response/renamed-json': /names no model/ },
  },
];
