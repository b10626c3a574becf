import { expect, test } from 'vitest';
import { createLedger, type Ledger } from './ledger.ts';

// Far more Events than a table has room for at first: its parts grow, each at another time, and forget what is too old.
const EVENTS = 150_000;
const entryOf = (nth: number) => ({
  uid: nth,
  first: 1000 + nth,
  total: 1 + (nth % 7),
  last: (1000 + nth) * 1000 + (nth % 1000),
  seen: 1000 + nth,
});
const told = (ledger: Ledger, from: number, to: number) => {
  const wrong: number[] = [];
  for (let nth = from; nth < to; nth++) {
    const { uid, total, last } = entryOf(nth);
    const found = ledger.find(`shop/web.${nth}`);
    if (found?.uid !== uid || found.total !== total || found.last !== last) wrong.push(nth);
  }
  return wrong;
};

test('what was put into a ledger that grows is found, by whoever has loaded its log, too', () => {
  const ledger = createLedger({ horizonSeconds: 1e9 });
  const chunks = new Map<number, string>();
  for (let nth = 0; nth < EVENTS; nth++) {
    ledger.put(`shop/web.${nth}`, entryOf(nth));
    if (nth % 1000 !== 999) continue;
    for (const [number, text] of ledger.takeLog().chunks) if (text !== null) chunks.set(number, text);
  }
  expect([ledger.size(), told(ledger, 0, EVENTS)]).toEqual([EVENTS, []]);
  const again = createLedger({ horizonSeconds: 1e9 });
  for (const [number, text] of chunks) again.load(text, number);
  expect([again.size(), told(again, 0, EVENTS)]).toEqual([EVENTS, []]);
});

test('what was not seen for too long makes room for others, and it is known until when', () => {
  const ledger = createLedger({ horizonSeconds: 40_000 });
  for (let nth = 0; nth < EVENTS; nth++) ledger.put(`shop/web.${nth}`, entryOf(nth));
  expect(told(ledger, EVENTS - 40_000, EVENTS)).toEqual([]);
  expect(ledger.size()).toBeLessThan(70_000);
  const until = ledger.forgottenUntil();
  expect([until > 1000, until < 1000 + EVENTS - 40_000]).toEqual([true, true]);
  const after = Array.from({ length: EVENTS }, (_, nth) => nth).filter(
    (nth) => ledger.find(`shop/web.${nth}`) === undefined,
  );
  expect(Math.max(...after.map((nth) => entryOf(nth).seen))).toBe(until);
});
