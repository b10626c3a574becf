import { connect } from 'node:net';
import { createRestApi, listenRest } from '@outrigger/events';
import { expect, onTestFinished, test } from 'vitest';
import { keptEvents } from './kept-events.ts';

async function answerTo(request: string): Promise<string> {
  const listening = await listenRest(createRestApi({ store: await keptEvents(), now: Date.now }), {});
  if ('refused' in listening) throw new Error(listening.detail);
  onTestFinished(listening.close);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const socket = connect(Number(new URL(listening.url).port), '127.0.0.1', () => socket.write(request));
  let text = '';
  socket.on('data', (piece) => {
    text += piece.toString();
  });
  socket.on('error', reject);
  socket.on('close', () => resolve(text));
  return await promise;
}

const ASK = 'GET /api/v1/events HTTP/1.1\r\nConnection: close\r\n';

test.each([
  ['no HTTP', 'hello\r\n\r\n', 400, 'bad-request'],
  ['a head without end', `${ASK}Host: localhost\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 431, 'header-too-large'],
  ['the name of a web page that leads here', `${ASK}Host: evil.example\r\n\r\n`, 403, 'not-loopback'],
  [
    'a path out of here',
    `GET /../../etc/passwd HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\n\r\n`,
    404,
    'not-found',
  ],
  [
    'a path that cannot be read',
    `GET /api/v1/incidents/%E0%A4%A HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\n\r\n`,
    404,
    'not-found',
  ],
])('%s is refused as a problem', async (_, request, status, code) => {
  const answer = await answerTo(request);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer.toLowerCase()).toContain('content-type: application/problem+json');
  expect(answer).toContain(`"code":"${code}"`);
});

test('a Host that is no name is refused, and the service goes on', async () => {
  expect(await answerTo(`${ASK}Host: a b\r\n\r\n`)).toMatch(/^HTTP\/1.1 4\d\d /);
  expect(await answerTo(`${ASK}Host: localhost\r\n\r\n`)).toMatch(/^HTTP\/1.1 200 /);
});
