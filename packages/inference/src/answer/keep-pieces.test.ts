import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBodyRoom } from './body-room.ts';
import { createExchange } from './exchange.ts';
import { createFrameReader } from './grpc/read-frames.ts';
import { keepPieces } from './keep-pieces.ts';
import { renameModel } from './response/rename-model.ts';
import { createTail } from './response/tail.ts';

test('what is kept comes back byte by byte, and again after that', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.integer({ min: 1000, max: 5000 }).map((length) => Buffer.alloc(length, length % 251)),
  );
  const rounds = fc.array(fc.array(piece, { maxLength: 40 }), { maxLength: 4 });
  fc.assert(
    fc.property(rounds, (all) => {
      const kept = keepPieces();
      const taken = all.map((pieces) => {
        for (const each of pieces) kept.add(each);
        return kept.take();
      });
      expect(taken.map((pieces) => Buffer.concat(pieces))).toEqual(all.map((pieces) => Buffer.concat(pieces)));
    }),
  );
});

test('a long piece is kept as it lies', () => {
  const kept = keepPieces();
  const long = Buffer.alloc(50_000);
  for (const piece of [Buffer.from('a'), long, Buffer.from('b')]) kept.add(piece);
  expect(kept.take()[1]).toBe(long);
});

describe('what comes byte by byte is kept in few pieces:', () => {
  const BYTES = 50_000;
  const A_FEW = 20;
  const LINE_END = 10;

  test('a message', () => {
    const reader = createFrameReader(1 << 20);
    const head = Buffer.alloc(5);
    head.writeUInt32BE(BYTES, 1);
    let pieces: readonly Uint8Array[] = [];
    const hear = (message: readonly Uint8Array[]) => {
      pieces = message;
    };
    reader.take(head, hear);
    for (let i = 0; i < BYTES; i++) reader.take(Buffer.from([i % 251]), hear);
    expect(Buffer.concat(pieces)).toEqual(Buffer.from(Array.from({ length: BYTES }, (_, i) => i % 251)));
    expect(pieces.length).toBeLessThan(A_FEW);
  });

  test('a body, in messages', () => {
    let said: readonly Uint8Array[] = [];
    const exchange = createExchange({
      pick: () => ({ to: ['10.0.0.1:8000'] }),
      say(pieces) {
        said = pieces;
      },
      close() {},
      mostBodyBytes: 1 << 20,
      room: createBodyRoom(1 << 20),
    });
    const modes = { request: 'duplex', response: 'duplex' } as const;
    exchange.hear({ is: 'requestHeaders', headers: new Map(), endOfStream: false, subset: undefined, modes });
    const body = Buffer.from(`{"prompt":"${'x'.repeat(BYTES)}"}`);
    for (const [i, byte] of body.entries())
      exchange.hear({ is: 'requestBody', pieces: [Buffer.from([byte])], endOfStream: i === body.length - 1 });
    expect(Buffer.concat(said).includes(body)).toBe(true);
    expect(said.length).toBeLessThan(A_FEW);
  });

  test.each(['application/json', 'text/event-stream'])('an answer as %s that is renamed', (type) => {
    const renamer = renameModel({ from: 'a', to: 'b' }, type === 'text/event-stream');
    const answer = Buffer.from(`data: {"model":"a","text":"${'x'.repeat(BYTES)}"}\n`);
    const bytes = type === 'text/event-stream' ? answer : answer.subarray('data: '.length);
    const pieces = [...bytes].flatMap((byte) => renamer.take([Buffer.from([byte])], byte === LINE_END));
    expect(Buffer.concat(pieces).toString()).toContain('{"model":"b","text":"xxx');
    expect(pieces.length).toBeLessThan(A_FEW);
  });
});

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

describe('a few bytes do not keep alive all that was read with them:', () => {
  const keepers: readonly (readonly [string, (bytes: Uint8Array) => unknown])[] = [
    [
      'of the end of an answer',
      (bytes) => {
        const tail = createTail();
        tail.take(bytes);
        return tail.text;
      },
    ],
    [
      'of what is held',
      (bytes) => {
        const kept = keepPieces();
        kept.add(bytes);
        return kept.take;
      },
    ],
  ];
  test.each(keepers)('%s', async (_, keep) => {
    const { read, taken } = readAndKeep(keep);
    await new Promise(setImmediate);
    collect();
    expect(read.deref()).toBeUndefined();
    expect(String(taken)).toBeDefined();
  });
});

/** Keeps 100 bytes of a read of 64 KiB. */
function readAndKeep(keep: (bytes: Uint8Array) => unknown): {
  readonly read: WeakRef<object>;
  readonly taken: unknown;
} {
  const read = Buffer.allocUnsafeSlow(65_536);
  return { read: new WeakRef(read.buffer), taken: keep(read.subarray(100, 200)) };
}
