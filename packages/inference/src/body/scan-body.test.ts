import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scanBody } from './scan-body.ts';

describe('scanning a body', () => {
  test.each([
    ['{"model":"m","prompt":"hello"}', { model: 'm', promptBytes: 7, modelRanges: [{ from: 9, to: 12 }] }],
    [' {\n"stream" : true , "model":"a\\"b\\u00e9", "max_tokens":64}', { model: 'a"bé', stream: true, maxTokens: 64 }],
    ['{"max_tokens":1,"max_completion_tokens":2,"model":null}', { model: undefined, maxTokens: 2 }],
    ['{"messages":[{"role":"user","content":"say \\"model\\": \\"x\\""}]}', { model: undefined, promptBytes: 50 }],
    ['{"metadata":{"model":"inner"},"model":"outer"}', { model: 'outer' }],
    [
      '{"model":"one","model":"two"}',
      {
        model: 'two',
        modelRanges: [
          { from: 9, to: 14 },
          { from: 23, to: 28 },
        ],
      },
    ],
    ['{"mod\\u0065l":"m","input":[1,2,-3.5e7]}', { model: 'm', promptBytes: 12 }],
    ['{}', { model: undefined, promptBytes: 0, stream: false }],
  ])('finds what matters in %s, however it is cut', (text, expected) => {
    for (let cut = 1; cut <= text.length; cut++) {
      const result = scan(text, cut);
      expect(result.ok && result.found).toMatchObject(expected);
    }
  });

  test.each([
    ['', 0],
    ['[1]', 0],
    ['"text"', 0],
    ['{"model":"m"', 12],
    ['{"model" "m"}', 9],
    ['{"a":1,}', 7],
    ['{"a":[1}', 7],
    ['{"a":1}}', 7],
    ['{"a":1} x', 8],
    ['{a:1}', 1],
    [`{"a":${'['.repeat(600)}`, 515],
  ])('refuses %s at byte %i', (text, at) => {
    for (const cut of [1, 3, text.length + 1]) expect(scan(text, cut)).toEqual({ ok: false, at });
  });

  test('agrees with JSON.parse about any object', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('model', 'stream', 'max_tokens', 'prompt', 'x', 'input'), fc.jsonValue()),
        fc.integer({ min: 1, max: 40 }),
        (body, cut) => {
          const text = JSON.stringify(body);
          const result = scan(text, cut);
          if (!result.ok) throw new Error(`refused at ${result.at}: ${text}`);
          const parsed = JSON.parse(text);
          expect(result.found.model).toBe(typeof parsed.model === 'string' ? parsed.model : undefined);
          expect(result.found.stream).toBe(parsed.stream === true);
          for (const { from, to } of result.found.modelRanges)
            expect(JSON.parse(Buffer.from(text).subarray(from, to).toString())).toEqual(parsed.model);
          const prompts = ['prompt', 'input'].filter((key) => key in parsed).map((key) => JSON.stringify(parsed[key]));
          expect(result.prompt.length).toBe(prompts.join('').length);
        },
      ),
    );
  });
});

function scan(text: string, cut: number) {
  const bytes = Buffer.from(text);
  let prompt = '';
  const body = scanBody((chunk, from, to) => {
    prompt += Buffer.from(chunk).toString('utf8', from, to);
  });
  for (let at = 0; at < bytes.length; at += cut) body.take(bytes.subarray(at, at + cut));
  const end = body.end();
  return end.ok ? { ...end, prompt } : end;
}
