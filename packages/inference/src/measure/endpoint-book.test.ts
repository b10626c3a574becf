import { expect, test } from 'vitest';
import { createEndpointBook } from './endpoint-book.ts';

test('tells which prompt is first in line at an endpoint, and since when', () => {
  let now = 100;
  const book = createEndpointBook(() => now);
  book.set([{ address: '10.0.0.1:8000', rank: 0 }]);
  const state = book.of('10.0.0.1:8000') as NonNullable<ReturnType<typeof book.of>>;
  const send = (prefillTokens: number) => book.send(state, { prefillTokens, tokens: prefillTokens });
  const head = () => [state.inFlight.prefillTokens, state.inFlight.headTokens, state.inFlight.headSince];
  expect(head()).toEqual([0, 0, 0]);
  const first = send(60_000);
  now = 200;
  const second = send(500);
  const third = send(700);
  expect(head()).toEqual([61_200, 60_000, 100]);
  now = 300;
  second.ended(); // Given up while it waited: the first is still being computed.
  expect(head()).toEqual([60_700, 60_000, 100]);
  now = 400;
  first.answering();
  first.ended();
  expect(head()).toEqual([700, 700, 400]);
  third.ended();
  expect(head()).toEqual([0, 0, 400]);
  now = 500;
  send(9);
  expect(head()).toEqual([9, 9, 500]);
});
