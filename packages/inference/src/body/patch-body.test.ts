import fc from 'fast-check';
import { expect, test } from 'vitest';
import { patchBody } from './patch-body.ts';
import { scanBody } from './scan-body.ts';

test('only the model changes, wherever the chunks end', () => {
  const name = fc.string({ minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(
      name,
      name,
      fc.string(),
      fc.integer({ min: 1, max: 50 }),
      fc.boolean(),
      (model, target, prompt, cut, twice) => {
        const body = `{"a":[1, 2.50],"model" : ${JSON.stringify(model)},"prompt":${JSON.stringify(prompt)}${twice ? ',"model":"x"' : ''}}`;
        const bytes = Buffer.from(body);
        const chunks: Uint8Array[] = [];
        const scan = scanBody(() => {});
        for (let at = 0; at < bytes.length; at += cut) chunks.push(bytes.subarray(at, at + cut));
        for (const chunk of chunks) scan.take(chunk);
        const end = scan.end();
        if (!end.ok) throw new Error('refused');
        const patched = Buffer.concat(
          patchBody(chunks, end.found.modelRanges, Buffer.from(JSON.stringify(target))),
        ).toString();
        const again = JSON.stringify(target);
        expect(patched).toBe(
          `{"a":[1, 2.50],"model" : ${again},"prompt":${JSON.stringify(prompt)}${twice ? `,"model":${again}` : ''}}`,
        );
      },
    ),
  );
});
