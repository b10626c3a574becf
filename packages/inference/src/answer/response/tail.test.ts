import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTail } from './tail.ts';

test('a tail has at least so many bytes of the end, or all, and little more', () => {
  const pieces = fc.array(fc.string({ unit: 'binary-ascii', maxLength: 60 }), { maxLength: 60 });
  fc.assert(
    fc.property(pieces, fc.integer({ min: 1, max: 100 }), (texts, least) => {
      const tail = createTail(least);
      for (const text of texts) tail.take(Buffer.from(text));
      const all = texts.join('');
      expect(all.endsWith(tail.text())).toBe(true);
      expect(tail.text().length).toBeGreaterThanOrEqual(Math.min(least, all.length));
      expect(tail.text().length).toBeLessThanOrEqual(2 * least);
    }),
  );
});
