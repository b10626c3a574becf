import { describe, expect, test } from 'vitest';
import { printPlace } from './print-place.ts';
import { scanJson } from './scan-json.ts';

describe('what is no JSON is told in the words of Go, as kube-apiserver 1.36.2 has told it', () => {
  test.each([
    ['{nope', "invalid character 'n' looking for beginning of object key string"],
    ['', 'unexpected end of JSON input'],
    ['{', 'unexpected end of JSON input'],
    ['{"a":tru}', "invalid character '}' in literal true (expecting 'e')"],
    ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":"\\q"}', "invalid character 'q' in string escape code"],
    ['{"a":01}', "invalid character '1' after object key:value pair"],
    ['{"a":1.}', "invalid character '}' after decimal point in numeric literal"],
    ['{"a":1e}', "invalid character '}' in exponent of numeric literal"],
    ['{"a":[1 2]}', "invalid character '2' after array element"],
    ['{"a":1}x', "invalid character 'x' after top-level value"],
    ['nul', "invalid character ' ' in literal null (expecting 'l')"],
    ['-', "invalid character ' ' in numeric literal"],
    ['{"a":"b\nc"}', "invalid character '\\n' in string literal"],
    ["'", "invalid character '\\'' looking for beginning of value"],
  ])('%j', (text, words) => {
    expect(scanJson(text)).toBe(words);
  });
});

test('every key is heard of in the order of the text, with those that stand there twice', () => {
  const heard: string[] = [];
  scanJson('{"b":{"x":1,"x":2},"a":[{"y":1},{"y":2}],"b":3}', (path, isRepeated) => {
    heard.push(`${printPlace(path)}${isRepeated ? ' again' : ''}`);
  });
  expect(heard).toEqual(['b', 'b.x', 'b.x again', 'a', 'a[0].y', 'a[1].y', 'b again']);
});
