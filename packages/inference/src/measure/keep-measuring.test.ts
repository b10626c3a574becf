import { describe, expect, test } from 'vitest';
import { createEndpointBook } from './endpoint-book.ts';
import { keepMeasuring } from './keep-measuring.ts';
import type { Scraped } from './scrape.ts';

const A = '10.0.0.1:8000';
const B = '10.0.0.2:8000';
const PAGE = 'vllm:num_requests_waiting 1\nvllm:num_requests_running 0\nvllm:kv_cache_usage_perc 0.5\n';
const REFUSED: Scraped = { is: 'unreachable', why: 'connect ECONNREFUSED' };
const LATE: Scraped = { is: 'late', why: 'no answer within 1000 ms' };

describe('measuring keeps its own pace', () => {
  test('an idle pool is asked every five seconds', async () => {
    const world = pool([A]);
    await world.run(21_000);
    expect(world.asked(A)).toEqual([0, 5000, 10_000, 15_000, 20_000]);
  });

  test('what others have running in a pool that nobody asks here makes it no busier', async () => {
    const running = page(PAGE.replace('running 0', 'running 4'));
    const world = pool([A], { answers: { [A]: running } });
    await world.run(11_000);
    expect(world.asked(A)).toEqual([0, 5000, 10_000]);
  });

  test('the first request after a rest has its endpoint asked at once, then every 50 ms until it ends', async () => {
    const world = pool([A]);
    await world.run(1000);
    const sent = world.send(A);
    await world.run(120);
    sent.ended();
    await world.run(2000);
    expect(world.asked(A)).toEqual([0, 1000, 1050, 1100, 1150, 2150]);
  });

  test('the rest of a pool in use is asked every second', async () => {
    const world = pool([A, B]);
    await world.run(1000);
    world.send(A);
    await world.run(3000);
    expect(world.asked(B).length).toBe(4);
  });

  test('many busy endpoints share 400 scrapes a second', async () => {
    const many = Array.from({ length: 100 }, (_, i) => `10.0.1.${i}:8000`);
    const world = pool(many);
    await world.run(100);
    for (const address of many) world.send(address);
    await world.run(2000);
    const scrapes = many.flatMap(world.asked).filter((at) => at > 1000 && at <= 2000).length;
    expect(scrapes).toBeGreaterThanOrEqual(390);
    expect(scrapes).toBeLessThanOrEqual(410);
  });

  test('requests that end at once, each at another endpoint, do not cost a scrape each', async () => {
    const many = Array.from({ length: 1000 }, (_, i) => `10.0.${i >> 8}.${i & 255}:8000`);
    const world = pool(many);
    await world.run(100);
    for (const address of many) {
      world.send(address).ended();
      await world.run(1);
    }
    // 400 a second out of their turn, and as many in it.
    expect(many.flatMap(world.asked).filter((at) => at > 100).length).toBeLessThanOrEqual(850);
  });

  test('chance moves each scrape by a tenth', async () => {
    const world = pool([A], { random: () => 0 });
    await world.run(5000);
    expect(world.asked(A)).toEqual([0, 4500]);
  });

  test('an endpoint that went is asked no more, and its connection is closed', async () => {
    const world = pool([A, B]);
    await world.run(100);
    world.set([B]);
    await world.run(10_000);
    expect([world.asked(A), world.forgotten]).toEqual([[0], [A]]);
  });
});

describe('what is measured goes with the requests in flight', () => {
  test('a request counts as waiting until a scrape that began after it was sent has come back', async () => {
    const world = pool([A]);
    await world.run(1000);
    world.send(A);
    expect(world.book.of(A)?.inFlight.unseen).toBe(1);
    await world.run(1);
    expect(world.book.of(A)).toMatchObject({ inFlight: { unseen: 0, requests: 1 }, measured: { waiting: 1 } });
  });

  test('an unchanged page is as good as a new one', async () => {
    const world = pool([A]);
    await world.run(1000);
    world.answers[A] = { is: 'unchanged' };
    await world.run(5000);
    expect(world.book.of(A)?.measured).toMatchObject({ at: 5000, waiting: 1 });
  });
});

describe('an endpoint that does not answer', () => {
  test('is not up from the first refusal, is asked on, and is up again with its first answer', async () => {
    const world = pool([A, B]);
    world.send(A);
    await world.run(100);
    world.answers[A] = REFUSED;
    await world.run(60);
    expect(world.up()).toEqual([B]);
    await world.run(20_000);
    world.answers[A] = page(PAGE);
    await world.run(6000);
    expect(world.up()).toEqual([A, B]);
  });

  test('is found soon after it has begun to listen, however idle the pool is', async () => {
    const world = pool([A], { answers: { [A]: REFUSED } });
    await world.run(500);
    world.answers[A] = page(PAGE);
    await world.run(500);
    expect(world.up()).toEqual([A]);
  });

  test('is asked less and less, down to the idle pace', async () => {
    const world = pool([A]);
    world.answers[A] = REFUSED;
    world.send(A);
    await world.run(30_000);
    const times = world.asked(A);
    const waits = times.slice(1).map((at, i) => at - (times[i] as number));
    expect(waits.slice(0, 9)).toEqual([50, 100, 200, 400, 800, 1600, 3200, 5000, 5000]);
  });

  test('is up while it is only late, and down when it is late three times', async () => {
    const world = pool([A]);
    world.send(A);
    world.answers[A] = LATE;
    await world.run(150);
    expect(world.up()).toEqual([A]);
    await world.run(300);
    expect(world.up()).toEqual([]);
  });

  test('is unknown when its last page is older than two seconds', async () => {
    const world = pool([A]);
    world.send(A);
    await world.run(100);
    world.answers[A] = LATE;
    await world.run(1500);
    expect(world.book.of(A)?.measured).toBeDefined();
    await world.run(4000);
    expect(world.book.of(A)?.measured).toBeUndefined();
  });

  test('is up without being known where there is a server that has no metrics', async () => {
    const world = pool([A], { answers: { [A]: { is: 'noPage', status: 404 } } });
    await world.run(100);
    expect([world.up(), world.book.of(A)?.measured]).toEqual([[A], undefined]);
  });
});

function page(text: string): Scraped {
  return { is: 'page', page: Buffer.from(text) };
}

/** A pool on virtual time. Random numbers are in the middle, so nothing is moved. */
function pool(
  addresses: readonly string[],
  {
    random = () => 0.5,
    answers = {},
  }: { readonly random?: () => number; readonly answers?: Record<string, Scraped> } = {},
) {
  const book = createEndpointBook();
  let clock = 0;
  let timers: { readonly at: number; readonly what: () => void }[] = [];
  const scrapes: (readonly [address: string, at: number])[] = [];
  const forgotten: string[] = [];
  const measuring = keepMeasuring({
    book,
    scraper: {
      scrape: (address) => {
        scrapes.push([address, clock]);
        return Promise.resolve(answers[address] ?? page(PAGE));
      },
      forget: (address) => forgotten.push(address),
    },
    now: () => clock,
    random,
    after(ms, what) {
      const timer = { at: clock + ms, what };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
  });
  const set = (list: readonly string[]) => {
    book.set(list.map((address) => ({ address, rank: 0 })));
    measuring.look();
  };
  set(addresses);
  return {
    book,
    answers,
    forgotten,
    set,
    up: () => book.up().map(({ endpoint }) => endpoint.address),
    asked: (address: string) => scrapes.filter(([to]) => to === address).map(([, at]) => Math.round(at)),
    send(address: string) {
      measuring.sent(address);
      return book.send(book.of(address) as NonNullable<ReturnType<typeof book.of>>, { prefillTokens: 9, tokens: 9 });
    },
    async run(ms: number) {
      const end = clock + ms;
      for (;;) {
        for (let i = 0; i < 4; i++) await Promise.resolve();
        const next = timers.toSorted((a, b) => a.at - b.at)[0];
        if (!next || next.at > end) break;
        timers = timers.filter((each) => each !== next);
        clock = next.at;
        next.what();
      }
      clock = end;
    },
  };
}
