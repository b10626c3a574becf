import type { Answer } from '../proxy.ts';
import type { Said } from './faulty-picker.ts';
import { each, hears, hearsBy, type Mutant, refusal, says, saysBy } from './mutant.ts';
import { changePieces, pieceOf } from './wrong-answers.ts';

/** Wrong in what is said when. */
export const orderMutants: readonly Mutant[] = [
  {
    wrong: 'answers headers when their body has begun to come back',
    fault: () =>
      saysBy(() => {
        const held: Partial<Record<'request' | 'response', Answer>> = {};
        return (answer: Answer) => {
          for (const side of ['request', 'response'] as const) {
            const head = held[side];
            if (answer[`${side}_headers`]) {
              held[side] = answer;
              return [];
            }
            if (!head || !pieceOf(answer, side)) continue;
            delete held[side];
            return [answer, head];
          }
          return [answer];
        };
      }),
    found: each(['order/request', 'response/large'], /Headers was answered after \w+Body|Body was answered without/),
  },
  {
    wrong: 'answers headers twice',
    fault: () => says((answer) => (answer.request_headers ? [answer, answer] : [answer])),
    found: { 'order/request': /more than once/ },
  },
  {
    wrong: 'names the endpoint with the body, and leaves the headers unanswered',
    fault: () =>
      saysBy(() => {
        let head: Answer['request_headers'];
        return (answer: Answer) => {
          head ??= answer.request_headers;
          if (answer.request_headers) return [];
          const { response } = answer.request_body ?? {};
          return [response ? { request_body: { response: { ...head?.response, ...response } } } : answer];
        };
      }),
    found: { 'order/request': /requestBody was answered without requestHeaders/ },
  },
  {
    wrong: 'does not answer trailers',
    fault: () => says((answer) => (answer.request_trailers || answer.response_trailers ? [] : [answer])),
    found: each(['order/trailers', 'response/trailers'], /trailers were not answered/),
    isSilent: true,
  },
  {
    wrong: 'tells the end of a request with each piece',
    fault: () => saysBy(() => changePieces('request', (piece) => [{ ...piece, end: true }])),
    found: each(
      ['order/trailers', 'body/125000', 'body/1200000'],
      /the end of the body was told|62000 bytes came back of/,
    ),
  },
  {
    wrong: 'answers headers before it knows the model',
    fault: () =>
      hears((said, answer) => {
        if (said.request_headers) answer({ request_headers: { response: {} } });
        return [said];
      }),
    found: { 'order/deferred': /an answer came/ },
  },
  {
    wrong: 'has no patience with slow clients',
    fault: () =>
      hearsBy(() => {
        const began = performance.now();
        return (said: Said, answer) => {
          if (performance.now() - began > 200) answer(refusal(504));
          return [said];
        };
      }),
    found: { 'order/slow': /refused with 504/ },
  },
  {
    wrong: 'leaves streams open',
    fault: () => ({ stream: () => ({ staysOpen: true }) }),
    found: { 'order/half-closed': /stayed open/ },
    isSilent: true,
  },
  {
    wrong: 'counts cancelled requests for ever, and takes 150',
    fault: () => ({
      stream: (count) =>
        count <= 150
          ? {}
          : {
              hear(said, answer) {
                if (said.request_headers) answer(refusal(503));
                return [];
              },
            },
    }),
    found: { 'order/cancelled': /refused with 503/ },
  },
];
