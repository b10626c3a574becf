import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { serveNothing } from './testing/full-queue.ts';
import { probeOnce } from './testing/probe-once.ts';
import { freePort, type Served, serveHttp, serveHttps, serveTcp } from './testing/servers.ts';

describe('an httpGet probe', () => {
  test.each([
    [200, 'success', 'fine'],
    [204, 'success', ''],
    [299, 'success', 'fine'],
    [304, 'warning', 'Probe terminated redirects, Response body: '],
    [399, 'warning', 'Probe terminated redirects, Response body: fine'],
    [400, 'failure', 'HTTP probe failed with statuscode: 400'],
    [404, 'failure', 'HTTP probe failed with statuscode: 404'],
    [503, 'failure', 'HTTP probe failed with statuscode: 503'],
    [799, 'failure', 'HTTP probe failed with statuscode: 799'],
  ] as const)('takes status %d for a %s', async (status, outcome, output) => {
    await using server = await serveHttp((_, response) => response.writeHead(status).end('fine'));
    expect(await probeOnce({ httpGet: { port: server.port } })).toEqual({ outcome, output });
  });

  test('takes in 10 KiB of the body, and does not wait for the rest', async () => {
    await using server = await serveHttp((_, response) => {
      response.write('x'.repeat(11 * 1024));
      // And never ends.
    });
    expect(await probeOnce({ httpGet: { port: server.port } })).toEqual({
      outcome: 'success',
      output: 'x'.repeat(10 * 1024),
    });
  });

  test('does not care who vouches for a certificate', async () => {
    await using server = await serveHttps((_, response) => response.end('secret'));
    expect(await probeOnce({ httpGet: { port: server.port, scheme: 'HTTPS' } })).toEqual({
      outcome: 'success',
      output: 'secret',
    });
  });

  test('goes to another host when one is given, and asks for the path and the query', async () => {
    const asked: unknown[] = [];
    await using server = await serveHttp((request, response) => {
      asked.push(request.url, request.headers.host);
      response.end();
    });
    await probeOnce({ httpGet: { port: server.port, host: 'localhost', path: '/a b?c=d' } });
    expect(asked).toEqual(['/a%20b?c=d', `localhost:${server.port}`]);
  });
});

describe('an httpGet probe says of itself', () => {
  test.each<readonly [string, { name: string; value: string }[], IncomingHttpHeaders]>([
    ['who it is, and that it takes everything', [], { 'user-agent': 'kube-probe/1.36', accept: '*/*' }],
    ['what it was told to say', [{ name: 'X-forwarded-for', value: 'me' }], { 'x-forwarded-for': 'me' }],
    ['another name', [{ name: 'user-agent', value: 'me' }], { 'user-agent': 'me' }],
    ['no name', [{ name: 'User-Agent', value: '' }], { 'user-agent': undefined }],
    ['what it takes', [{ name: 'accept', value: 'text/html' }], { accept: 'text/html' }],
    ['nothing of what it takes', [{ name: 'Accept', value: '' }], { accept: undefined }],
    ['which site it means', [{ name: 'HOST', value: 'shop.example' }], { host: 'shop.example' }],
    [
      'one thing twice',
      [
        { name: 'a', value: '1' },
        { name: 'A', value: '2' },
      ],
      { a: '1, 2' },
    ],
  ])('%s', async (_, httpHeaders, expected) => {
    const { headers } = await requestWith(httpHeaders);
    for (const [name, value] of Object.entries(expected)) expect(headers[name]).toBe(value);
    expect(headers).toMatchObject({ connection: 'close' });
    expect(headers).not.toHaveProperty('accept-encoding');
  });

  test('it in the same bytes as Go', async () => {
    let said = '';
    await using server = await serveTcp((socket) => {
      socket.once('data', (data) => {
        said = data.toString('latin1');
        socket.end('HTTP/1.1 200 OK\r\n\r\n');
      });
    });
    const httpHeaders = [
      { name: 'zeta', value: '1' },
      { name: 'zeta', value: ' ä\t' },
      { name: 'connection', value: 'Keep-Alive' },
      { name: 'content-length', value: '5' },
      { name: 'user-agent', value: '' },
      { name: 'accept', value: '' },
      { name: 'host', value: 'x.example' },
    ];
    await probeOnce({ httpGet: { port: server.port, path: '/?a b=ä', httpHeaders } });
    expect(said.split('\r\n')).toEqual([
      'GET /?a b=\u00c3\u00a4 HTTP/1.1',
      'Host: x.example',
      'Connection: Keep-Alive',
      'Zeta: 1',
      'Zeta: \u00c3\u00a4',
      'Connection: close',
      '',
      '',
    ]);
  });

  test.each(['a b', 'a\nb', 'ä'])('no site that cannot be: %j', async (value) => {
    const { headers } = await requestWith([{ name: 'Host', value }]);
    expect(headers.host).toBe('');
  });

  test.each([
    ['X y', '1', 'net/http: invalid header field name "X y"'],
    ['X', '1\u0001', 'net/http: invalid header field value for "X"'],
  ])('nothing when a header cannot be sent: %j', async (name, value, why) => {
    const probed = await probeOnce({ httpGet: { port: 1, path: '/', httpHeaders: [{ name, value }] } });
    expect(probed).toEqual({ outcome: 'failure', output: `Get "http://127.0.0.1:1/": ${why}` });
  });
});

describe('an httpGet probe that is sent elsewhere', () => {
  test('follows to the same host, and keeps its headers', async () => {
    const asked: unknown[] = [];
    await using server = await serveHttp((request, response) => {
      asked.push([request.url, request.headers.host, request.headers['x-a']]);
      if (request.url === '/a') response.writeHead(302, { location: '/b?c' }).end();
      else if (request.url === '/b?c') response.writeHead(308, { location: `http://127.0.0.1:${server.port}/d` }).end();
      else response.end('there');
    });
    const httpHeaders = [
      { name: 'Host', value: 'shop.example' },
      { name: 'X-A', value: '1' },
    ];
    const probed = await probeOnce({ httpGet: { port: server.port, path: '/a', httpHeaders } });
    expect(probed).toEqual({ outcome: 'success', output: 'there' });
    expect(asked).toEqual([
      ['/a', 'shop.example', '1'],
      ['/b?c', 'shop.example', '1'],
      ['/d', `127.0.0.1:${server.port}`, '1'],
    ]);
  });

  test('follows from one port of the host to another, and to TLS', async () => {
    await using secure = await serveHttps((_, response) => response.end('secure'));
    await using server = await serveHttp((_, response) =>
      response.writeHead(301, { location: `https://127.0.0.1:${secure.port}/` }).end(),
    );
    expect(await probeOnce({ httpGet: { port: server.port } })).toEqual({ outcome: 'success', output: 'secure' });
  });

  test('is content with being sent to another host, with a warning', async () => {
    await using server = await serveHttp((_, response) =>
      response.writeHead(302, { location: 'http://elsewhere.invalid/' }).end('this way'),
    );
    expect(await probeOnce({ httpGet: { port: server.port } })).toEqual({
      outcome: 'warning',
      output: 'Probe terminated redirects, Response body: this way',
    });
  });

  test('fails when it is sent on ten times', async () => {
    let asked = 0;
    await using server = await serveHttp((_, response) => {
      asked++;
      response.writeHead(302, { location: '/on' }).end();
    });
    expect(await probeOnce({ httpGet: { port: server.port } })).toEqual({
      outcome: 'failure',
      output: 'Get "/on": stopped after 10 redirects',
    });
    expect(asked).toBe(10);
  });

  test('arrives when it is sent on nine times', async () => {
    let asked = 0;
    await using server = await serveHttp((_, response) => {
      if (++asked === 10) response.end('at last');
      else response.writeHead(302, { location: '/on' }).end();
    });
    expect(await probeOnce({ httpGet: { port: server.port } })).toEqual({ outcome: 'success', output: 'at last' });
  });

  test('says where it comes from, unless it was told what to say', async () => {
    const asked: unknown[] = [];
    await using server = await serveHttp((request, response) => {
      asked.push(request.headers.referer);
      if (asked.length % 3 === 0) response.end();
      else response.writeHead(302, { location: `/${asked.length}` }).end();
    });
    await probeOnce({ httpGet: { port: server.port, path: '/a' } });
    await probeOnce({ httpGet: { port: server.port, path: '/a', httpHeaders: [{ name: 'referer', value: 'me' }] } });
    const base = `http://127.0.0.1:${server.port}`;
    expect(asked).toEqual([undefined, `${base}/a`, `${base}/1`, 'me', 'me', 'me']);
  });

  test('takes a name and a password along that it is given', async () => {
    const asked: unknown[] = [];
    await using server = await serveHttp((request, response) => {
      asked.push(request.headers.authorization, request.headers.host);
      if (request.url === '/b') response.end();
      else response.writeHead(302, { location: `http://me:p%40ss@127.0.0.1:${server.port}/b` }).end();
    });
    await probeOnce({ httpGet: { port: server.port } });
    const host = `127.0.0.1:${server.port}`;
    expect(asked).toEqual([undefined, host, `Basic ${Buffer.from('me:p@ss').toString('base64')}`, host]);
  });

  test.each([
    ['://bad', 'missing protocol scheme'],
    ['/%zz', 'invalid URL escape "%zz"'],
    ['1:b/c', 'first path segment in URL cannot contain colon'],
  ])('fails when it cannot read where to: %s', async (location, why) => {
    await using server = await serveHttp((_, response) => response.writeHead(302, { location }).end());
    expect(await probeOnce({ httpGet: { port: server.port, path: '/' } })).toEqual({
      outcome: 'failure',
      output: `Get "http://127.0.0.1:${server.port}/": failed to parse Location header "${location}": parse "${location}": ${why}`,
    });
  });

  test('stays where no place is named', async () => {
    await using server = await serveHttp((_, response) => response.writeHead(302).end('nowhere'));
    expect(await probeOnce({ httpGet: { port: server.port } })).toMatchObject({ outcome: 'warning' });
  });

  test('does not go where it cannot', async () => {
    await using server = await serveHttp((_, response) =>
      response.writeHead(302, { location: 'ftp://127.0.0.1/x' }).end(),
    );
    expect(await probeOnce({ httpGet: { port: server.port } })).toEqual({
      outcome: 'failure',
      output: 'Get "ftp://127.0.0.1/x": unsupported protocol scheme "ftp"',
    });
  });
});

// The words are those that Go 1.26 printed for the same servers.
describe('an httpGet probe without an answer', () => {
  test('says that nobody listens', async () => {
    const port = await freePort();
    expect(await probeOnce({ httpGet: { port, path: '/healthz' } })).toEqual({
      outcome: 'failure',
      output: `Get "http://127.0.0.1:${port}/healthz": dial tcp 127.0.0.1:${port}: connect: connection refused`,
    });
  });

  test.each<readonly [string, (socket: Socket) => void, string]>([
    ['a connection closed at once', (socket) => socket.end(), 'EOF'],
    ['a connection closed after the question', (socket) => socket.once('data', () => socket.end()), 'EOF'],
    [
      'another protocol',
      (socket) => socket.once('data', () => socket.end('SSH-2.0-x\r\n')),
      'net/http: HTTP/1.x transport connection broken: malformed HTTP response "SSH-2.0-x"',
    ],
    [
      'a status that is no number',
      (socket) => socket.once('data', () => socket.end('HTTP/1.1 2x0 OK\r\n\r\n')),
      'net/http: HTTP/1.x transport connection broken: malformed HTTP status code "2x0"',
    ],
  ])('tells of %s', async (_, listener, why) => {
    await using server = await serveTcp(listener);
    expect(await probeOnce({ httpGet: { port: server.port, path: '/' } })).toEqual({
      outcome: 'failure',
      output: `Get "http://127.0.0.1:${server.port}/": ${why}`,
    });
  });

  test('tells of a connection that was cut', async () => {
    await using server = await serveTcp((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const { outcome, output } = await probeOnce({ httpGet: { port: server.port, path: '/' } });
    expect(outcome).toBe('failure');
    expect(output.replaceAll(String(server.port), 'PORT')).toMatch(
      /^Get "http:\/\/127\.0\.0\.1:PORT\/": read tcp 127\.0\.0\.1:\d+->127\.0\.0\.1:PORT: read: connection reset by peer$/,
    );
  });

  test('says that its time is over', async () => {
    await using server = await serveHttp(() => {});
    expect(await probeOnce({ httpGet: { port: server.port, path: '/' } }, { timeoutSeconds: 0.05 })).toEqual({
      outcome: 'failure',
      output: `Get "http://127.0.0.1:${server.port}/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
    });
  });

  test('says the same when no connection opens', async () => {
    await using server = await serveNothing();
    expect(await probeOnce({ httpGet: { port: server.port, path: '/' } }, { timeoutSeconds: 0.1 })).toEqual({
      outcome: 'failure',
      output: `Get "http://127.0.0.1:${server.port}/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
    });
  });

  test('tells of TLS where there is none', async () => {
    await using server = await serveHttp((_, response) => response.end());
    expect(await probeOnce({ httpGet: { port: server.port, path: '/', scheme: 'HTTPS' } })).toEqual({
      outcome: 'failure',
      output: `Get "https://127.0.0.1:${server.port}/": http: server gave HTTP response to HTTPS client`,
    });
  });

  test('tells of a TLS connection closed at once', async () => {
    await using server = await serveTcp((socket) => socket.end());
    expect(await probeOnce({ httpGet: { port: server.port, path: '/', scheme: 'HTTPS' } })).toEqual({
      outcome: 'failure',
      output: `Get "https://127.0.0.1:${server.port}/": EOF`,
    });
  });
});

describe('an answer whose body breaks off is no verdict', () => {
  test('when it ends too soon', async () => {
    await using server = await serveTcp((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc')),
    );
    expect(await probeOnce({ httpGet: { port: server.port } })).toEqual({
      outcome: 'errored',
      output: 'unexpected EOF',
    });
  });

  test('when it does not end in time', async () => {
    const listener: RequestListener = (_, response) => void response.writeHead(200).write('abc');
    await using server = await serveHttp(listener);
    expect(await probeOnce({ httpGet: { port: server.port } }, { timeoutSeconds: 0.2 })).toEqual({
      outcome: 'errored',
      output: 'context deadline exceeded (Client.Timeout or context cancellation while reading body)',
    });
  });
});

async function requestWith(
  httpHeaders: readonly { name: string; value: string }[],
): Promise<{ readonly headers: IncomingHttpHeaders }> {
  let headers: IncomingHttpHeaders = {};
  await using server: Served = await serveHttp((request, response) => {
    headers = request.headers;
    response.end();
  });
  await probeOnce({ httpGet: { port: server.port, httpHeaders: [...httpHeaders] } });
  return { headers };
}
