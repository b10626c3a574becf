import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAnswerReader, type ReadAnswer } from './answer-reader.ts';

const BROKEN = 'net/http: HTTP/1.x transport connection broken: ';
const OK = 'HTTP/1.1 200 OK\r\n';
const ok = { status: 200, location: '', body: 'ok' };

// Each row is what Go 1.26's client made of the same bytes, followed by the end of the connection.
const ANSWERS: readonly (readonly [what: string, sent: string, ReadAnswer])[] = [
  ['a length', `${OK}Content-Length: 2\r\n\r\nok`, ok],
  ['bare line feeds', 'HTTP/1.1 200 OK\nContent-Length: 2\n\nok', ok],
  ['no length', 'HTTP/1.0 200 OK\r\n\r\nok', ok],
  ['no headers and no reason', 'HTTP/1.1 200\r\n\r\nok', ok],
  ['chunks', `${OK}Transfer-Encoding: chunked\r\n\r\n1;x=y\r\no\r\n1\r\nk\r\n0\r\n\r\n`, ok],
  ['chunks over a length', `${OK}Content-Length: 1\r\nTransfer-Encoding: CHUNKED\r\n\r\n2\r\nok\r\n0\r\n\r\n`, ok],
  [
    'chunks that HTTP/1.0 does not know',
    'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\nok',
    ok,
  ],
  ['one length twice', `${OK}Content-Length: 2\r\ncontent-length: 2\r\n\r\nok`, ok],
  ['more than its length', `${OK}Content-Length: 2\r\n\r\nok and more`, ok],
  ['a blank before the colon', `${OK}A : b\r\nContent-Length: 2\r\n\r\nok`, ok],
  ['a header over two lines', `${OK}A: b\r\n c\r\nContent-Length: 2\r\n\r\nok`, ok],
  ['provisional answers first', `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nA: b\r\n\r\n${OK}\r\nok`, ok],
  ['a version to come', 'HTTP/2.0 200 OK\r\n\r\nok', ok],
  ['another protocol', 'HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\nbytes', { status: 101, location: '', body: '' }],
  ['no content', 'HTTP/1.1 204 No\r\nContent-Length: 2\r\n\r\nok', { status: 204, location: '', body: '' }],
  ['a place', 'HTTP/1.1 302 X\r\nLocation:  /\u00c3\u00a4 \r\n\r\n', { status: 302, location: '/ä', body: '' }],
  ['a number below all', 'HTTP/1.1 099 X\r\n\r\n', { status: 99, location: '', body: '' }],
  ['too little', `${OK}Content-Length: 3\r\n\r\nok`, { ...ok, bodyProblem: 'unexpected EOF' }],
  ['half a chunk', `${OK}Transfer-Encoding: chunked\r\n\r\n5\r\nok`, { ...ok, bodyProblem: 'unexpected EOF' }],
  [
    'chunks without an end',
    `${OK}Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n`,
    { ...ok, bodyProblem: 'unexpected EOF' },
  ],
  [
    'a chunk of no number',
    `${OK}Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\nzz\r\n`,
    { ...ok, bodyProblem: 'invalid byte in chunk length' },
  ],
  [
    'a chunk without an end',
    `${OK}Transfer-Encoding: chunked\r\n\r\n2\r\nokay\r\n`,
    { ...ok, bodyProblem: 'malformed chunked encoding' },
  ],
  ['nothing', '', { unreadable: 'EOF' }],
  ['half a status', 'HTTP/1.1 20', { unreadable: `${BROKEN}malformed HTTP status code "20"` }],
  ['half its headers', `${OK}A: b`, { unreadable: `${BROKEN}unexpected EOF` }],
  ['bytes', '\0\u0001\r\n', { unreadable: `${BROKEN}malformed HTTP response "\\x00\\x01"` }],
  ['an empty line', `\r\n${OK}\r\n`, { unreadable: `${BROKEN}malformed HTTP response ""` }],
  ['a large status', 'HTTP/1.1 1000 X\r\n\r\n', { unreadable: `${BROKEN}malformed HTTP status code "1000"` }],
  ['small letters', 'http/1.1 200 OK\r\n\r\n', { unreadable: `${BROKEN}malformed HTTP version "http/1.1"` }],
  ['no colon', `${OK}ABC\r\n\r\n`, { unreadable: `${BROKEN}malformed MIME header: missing colon: "ABC"` }],
  ['a blank first', `${OK} A: b\r\n\r\n`, { unreadable: `${BROKEN}malformed MIME header initial line: " A: b"` }],
  ['an odd name', `${OK}A(b): c\r\n\r\n`, { unreadable: `${BROKEN}malformed MIME header line: "A(b): c"` }],
  ['a length of no number', `${OK}Content-Length: x\r\n\r\nok`, { unreadable: `${BROKEN}bad Content-Length "x"` }],
  [
    'two lengths',
    `${OK}Content-Length: 2\r\nContent-Length: 3\r\n\r\nok`,
    { unreadable: `${BROKEN}http: message cannot contain multiple Content-Length headers; got ["2" "3"]` },
  ],
  [
    'packed bytes',
    `${OK}Transfer-Encoding: gzip\r\n\r\nok`,
    { unreadable: `${BROKEN}unsupported transfer encoding: "gzip"` },
  ],
  [
    'two encodings',
    `${OK}Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\nok`,
    { unreadable: `${BROKEN}too many transfer encodings: ["gzip" "chunked"]` },
  ],
];

describe('an answer', () => {
  test.each(ANSWERS)('with %s is read as Go reads it', (_, sent, answer) => {
    expect(read([sent])).toEqual(answer);
  });

  test('is the same, however it comes in pieces', () => {
    const answers = ANSWERS.map(([, sent]) => sent);
    const cuts = fc.array(fc.nat(120), { maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...answers), cuts, (sent, at) => {
        const edges = [0, ...at.filter((cut) => cut < sent.length).sort((a, b) => a - b), sent.length];
        const pieces = edges.slice(1).map((edge, i) => sent.slice(edges[i], edge));
        expect(read(pieces)).toEqual(read([sent]));
      }),
    );
  });

  test.each([
    ['of a length', `${OK}Content-Length: 99999\r\n\r\n`],
    ['without a length', `${OK}\r\n`],
    ['in chunks', `${OK}Transfer-Encoding: chunked\r\n\r\nffff\r\n`],
  ])('%s is whole when 10 KiB of it are there', (_, head) => {
    const reader = createAnswerReader();
    expect(reader.push(Buffer.from(head + 'x'.repeat(10_239)))).toBeUndefined();
    expect(reader.push(Buffer.from('yz'))).toEqual({ status: 200, location: '', body: `${'x'.repeat(10_239)}y` });
  });

  test('whose headers have no end is not waited for', () => {
    const reader = createAnswerReader();
    const line = `A: ${'x'.repeat(2 ** 16)}\r\n`;
    reader.push(Buffer.from(OK));
    const answers = Array.from({ length: 20 }, () => reader.push(Buffer.from(line))).filter(Boolean);
    expect(answers[0]).toEqual({
      unreadable: `${BROKEN}net/http: server response headers exceeded 1048576 bytes; aborted`,
    });
  });

  test('never throws', () => {
    const bytes = fc.uint8Array({ maxLength: 60 }).map((raw) => Buffer.from(raw).toString('latin1'));
    const start = fc.constantFrom('', 'HTTP/1.1 200 OK\r\n', `${OK}Transfer-Encoding: chunked\r\n\r\n`);
    fc.assert(fc.property(start, bytes, (head, rest) => void read([head, rest])));
  });
});

/** What comes of these pieces, and then the end. */
function read(pieces: readonly string[]): ReadAnswer {
  const reader = createAnswerReader();
  for (const piece of pieces) {
    const answer = reader.push(Buffer.from(piece, 'latin1'));
    if (answer) return answer;
  }
  return reader.end();
}
