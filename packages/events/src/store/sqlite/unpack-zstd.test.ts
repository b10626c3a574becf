import { zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { packZstd } from './pack-zstd.ts';
import { unpackZstd } from './unpack-zstd.ts';

const texts = ['', 'a', 'BackOff '.repeat(5000), Array.from({ length: 4000 }, (_, n) => String(n ** 3)).join()];

test('pieces are unpacked one after the other, with a room and without, each into what it was', () => {
  const memory = Buffer.alloc(100_000);
  for (const text of [...texts, ...texts]) {
    const packed = zstdCompressSync(text);
    const { length } = Buffer.from(text);
    expect(unpackZstd(packed, length, () => memory).toString()).toBe(text);
    expect(unpackZstd(packed, length).toString()).toBe(text);
  }
});

test('what is packed in one context is, byte for byte, what zlib makes of it', () => {
  for (const text of [...texts, ...texts]) {
    const bytes = Buffer.from(text);
    expect(Buffer.from(packZstd(bytes)).equals(zstdCompressSync(bytes))).toBe(true);
    expect(Buffer.from(packZstd(bytes, 3)).subarray(3).equals(zstdCompressSync(bytes))).toBe(true);
  }
  const random = Buffer.from(Uint32Array.from({ length: 50_000 }, (_, n) => Math.imul(n + 1, 2_654_435_761)).buffer);
  expect(unpackZstd(packZstd(random), random.length).equals(random)).toBe(true);
});

test.each([
  ['is cut short', (packed: Uint8Array) => packed.subarray(0, packed.length - 9)],
  ['is something else', (packed: Uint8Array) => packed.fill(1)],
])('a piece that %s is an error, and the next one is unpacked', (_, damage) => {
  const text = texts[3] ?? '';
  const room = (bytes: number) => Buffer.alloc(bytes);
  for (let times = 0; times < 2; times++) {
    expect(() => unpackZstd(damage(zstdCompressSync(text)), text.length, room)).toThrow(Error);
    expect(unpackZstd(zstdCompressSync(text), text.length, room).toString()).toBe(text);
  }
});
