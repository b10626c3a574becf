import {
  createEndpointBook,
  type EjectionNews,
  type EjectionRules,
  keepEjecting,
  USUAL_EJECTION,
} from '@outrigger/inference';
import { describe, expect, test } from 'vitest';

/** Endpoints `0` to `N-1` on a clock of the test's own, and what is answered there. */
function pool(size: number, own: Partial<EjectionRules> = {}) {
  let now = 1000;
  const book = createEndpointBook(() => now);
  book.set(Array.from({ length: size }, (_, at) => ({ address: String(at), rank: at })));
  const news: string[] = [];
  const tell = (told: EjectionNews) =>
    news.push(told.is === 'back' ? `${told.address} back` : `${told.endpoint.address} ${told.endpoint.cause}`);
  const ejecting = keepEjecting({ rules: { ...USUAL_EJECTION, ...own }, book, now: () => now, tell });
  const left = () =>
    ejecting
      .fit(book.up())
      .map(({ endpoint }) => endpoint.address)
      .join('');
  const answer = (address: string | number, ...statuses: readonly number[]) => {
    for (const status of statuses) {
      const there = ejecting.sent(String(address));
      there.answered(status, undefined);
      there.ended();
    }
  };
  const wait = (ms: number) => {
    now += ms;
  };
  return { ejecting, book, news, left, answer, wait };
}

const FIVE = [500, 500, 500, 500, 500];

describe('an endpoint', () => {
  test('is left out after five answers of 5xx in a row, and no request of before changes that', () => {
    const { ejecting, answer, left, news } = pool(4);
    const before = ejecting.sent('2');
    answer(2, 500, 503, 501, 500, 200, 500, 500, 404, 500, 500, 500, 500);
    expect(left()).toBe('0123');
    answer(2, 500);
    expect(left()).toBe('013');
    before.answered(200, undefined);
    expect(left()).toBe('013');
    expect(news).toEqual(['2 consecutive-5xx']);
  });

  test('is left out sooner where nobody answers at all, if it is so ruled', () => {
    const { answer, left, news } = pool(4, { consecutiveGatewayFailure: 2 });
    answer(1, 502, 500, 503);
    expect(left()).toBe('0123');
    answer(1, 504);
    expect(left()).toBe('023');
    expect(news).toEqual(['1 consecutive-gateway-failure']);
  });

  test('is blamed for what it served in truth, and others for nothing', () => {
    const { ejecting, left } = pool(4);
    for (let i = 0; i < 5; i++) ejecting.sent('0').answered(503, '3');
    expect(left()).toBe('012');
  });

  test('is not blamed for clients that go away', () => {
    const { ejecting, left } = pool(4);
    for (let i = 0; i < 9; i++) {
      const there = ejecting.sent('0');
      there.answered(undefined, undefined);
      there.ended();
    }
    expect(left()).toBe('0123');
  });

  test('is on trial after its time: one request at once, one more with each answer, after five it is back', () => {
    const { ejecting, answer, left, news, wait } = pool(2);
    answer(1, ...FIVE);
    wait(29_999);
    expect(left()).toBe('0');
    wait(1);
    expect(left()).toBe('01');
    const first = ejecting.sent('1');
    expect(left()).toBe('0');
    first.answered(200, undefined);
    expect(left()).toBe('01');
    const second = ejecting.sent('1');
    expect(left()).toBe('0');
    first.ended();
    expect(left()).toBe('01');
    second.answered(200, undefined);
    second.ended();
    answer(1, 200, 200, 200);
    expect(news.at(-1)).toBe('1 back');
    for (let i = 0; i < 10; i++) ejecting.sent('1');
    expect(left()).toBe('01');
    expect(ejecting.ejected()).toEqual([]);
  });

  test('that fails on trial is out again, longer each time, up to a bound', () => {
    const { ejecting, answer, wait } = pool(4);
    answer(1, ...FIVE);
    const times = Array.from({ length: 12 }, () => {
      const leftMs = ejecting.ejected()[0]?.leftMs as number;
      wait(leftMs);
      ejecting.fit([]);
      answer(1, 503);
      return leftMs / 1000;
    });
    expect(times).toEqual([30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 300, 300]);
  });

  test('that hung is not out the longer for requests of before that end on its trial, nor after it', () => {
    const { ejecting, answer, left, news, wait } = pool(4);
    const before = Array.from({ length: 10 }, () => ejecting.sent('1'));
    answer(1, ...FIVE);
    wait(30_000);
    expect(left()).toBe('0123');
    before[0]?.answered(504, undefined);
    expect(left()).toBe('0123');
    answer(1, 200, 200, 200, 200, 200);
    for (const each of before) each.answered(504, undefined);
    expect([left(), news]).toEqual(['0123', ['1 consecutive-5xx', '1 back']]);
  });

  test('that has been well for long begins anew', () => {
    const { ejecting, answer, wait } = pool(4);
    answer(1, ...FIVE);
    wait(30_000);
    ejecting.fit([]);
    answer(1, 500);
    wait(60_000);
    ejecting.fit([]);
    answer(1, 200, 200, 200, 200, 200);
    wait(30_000);
    answer(1, ...FIVE);
    // Twice before, once forgotten for the half minute.
    expect(ejecting.ejected()).toMatchObject([{ times: 2, leftMs: 60_000 }]);
  });

  test('that has left the pool is forgotten', () => {
    const { ejecting, answer, left } = pool(4);
    answer(1, ...FIVE);
    ejecting.forget('1');
    expect([left(), ejecting.ejected()]).toEqual(['0123', []]);
  });
});

describe('a pool', () => {
  test.each([
    [1, 50, 0],
    [2, 50, 1],
    [3, 50, 1],
    [4, 50, 2],
    [10, 10, 1],
    [10, 34, 3],
    [10, 0, 0],
  ])('of %i, of which %i percent may be left out: %i at most', (size, maxEjectionPercent, most) => {
    const { ejecting, answer } = pool(size, { maxEjectionPercent });
    for (let at = 0; at < size; at++) answer(at, ...FIVE);
    expect(ejecting.ejected().filter(({ is }) => is === 'ejected')).toHaveLength(most);
  });

  test('of which all fail tries each in its turn: the first that has mended itself is found at once', () => {
    const { ejecting, answer, left } = pool(4);
    for (const each of [0, 1, 2, 3]) answer(each, ...FIVE);
    expect(left()).toBe('01');
    // Both fail on trial, and those that have been out longest are tried.
    answer(0, 503);
    answer(1, 503);
    expect(left()).toBe('23');
    answer(2, 200, 200, 200, 200, 200);
    expect(ejecting.ejected().map(({ address }) => address)).toEqual(['0', '1', '3']);
    for (let i = 0; i < 20; i++) ejecting.sent('2');
    expect(left()).toContain('2');
  });

  test('of which too few are left is used as a whole, and whoever answers then is on trial', () => {
    const { ejecting, answer, left, book } = pool(10, { maxEjectionPercent: 100 });
    for (const each of [0, 1, 2, 3, 4]) answer(each, ...FIVE);
    expect(left()).toBe('56789');
    answer(5, ...FIVE);
    expect([left(), ejecting.panics()]).toEqual(['0123456789', 1]);
    expect(ejecting.leftOut(book.up())?.isPanic).toBe(true);
    answer(3, 200);
    expect(ejecting.ejected().find(({ address }) => address === '3')?.is).toBe('on-trial');
    expect(left()).toBe('36789');
  });

  test('of which a proxy allows only those that are left out: they are used', () => {
    const { ejecting, answer, book } = pool(4);
    answer(0, ...FIVE);
    const only = book.up().slice(0, 1);
    expect(ejecting.fit(only)).toBe(only);
  });

  test('can be ruled otherwise while it runs', () => {
    const { ejecting, answer, left } = pool(4);
    answer(0, 500, 500, 500);
    ejecting.change({ ...USUAL_EJECTION, consecutive5xx: 4 });
    answer(0, 500);
    expect(left()).toBe('123');
    ejecting.change({ ...USUAL_EJECTION, maxEjectionPercent: 0 });
    expect(left()).toBe('0123');
  });
});
