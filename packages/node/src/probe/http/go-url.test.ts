import { expect, test } from 'vitest';
import { goUrl } from './go-url.ts';

// Each row is what Go 1.26 made of it with the kubelet's formatURL, and what it then wrote into the request line.
test.each([
  ['', '', '/'],
  ['/path', '/path', '/path'],
  ['?foo', '?foo', '/?foo'],
  ['/path?bar', '/path?bar', '/path?bar'],
  ['healthz', '/healthz', '/healthz'],
  ['/a/../b', '/a/../b', '/a/../b'],
  ['/a b', '/a%20b', '/a%20b'],
  ['/ä', '/%C3%A4', '/%C3%A4'],
  ['/a%20b c', '/a%20b%20c', '/a%20b%20c'],
  ['/a%2Fb', '/a%2Fb', '/a%2Fb'],
  ['/%41', '/%41', '/%41'],
  ['/%zz', '/%25zz', '/%25zz'],
  ['/a\u0001b', '/a%01b', '/a%01b'],
  [':foo', '/:foo', '/:foo'],
  ['//x/y', '/y', '/y'],
  ['http://o/x', '/x', '/x'],
  ['ä:?$;', '/%C3%A4:%3F$;', '/%C3%A4:%3F$;'],
  ['/!#€\u007f', '/!#%E2%82%AC%7F', '/!'],
  ['///x', '///x', '///x'],
  ['//[x', '//%5Bx', '//%5Bx'],
  ['/a#frag', '/a#frag', '/a'],
  ['/a?b#c', '/a?b#c', '/a?b'],
  ['?a#b', '?a#b', '/?a'],
  ['/a?', '/a?', '/a?'],
  ['/[x]', '/[x]', '/[x]'],
  ['/{id}|"^`', '/%7Bid%7D%7C%22%5E%60', '/%7Bid%7D%7C%22%5E%60'],
  ["/a*b'()!$&+,;=:@~", "/a*b'()!$&+,;=:@~", "/a*b'()!$&+,;=:@~"],
  ['/p?a=b c', '/p?a=b c', '/p?a=b c'],
  ['/a?b"c<d>', '/a?b"c<d>', '/a?b"c<d>'],
  ['/a?x=ä', '/a?x=ä', '/a?x=\u00c3\u00a4'],
])('takes the path %j as %j', (written, text, onTheWire) => {
  expect(goUrl(written)).toEqual({ text, onTheWire });
});
