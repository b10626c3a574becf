import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { Stop, Stopped } from '../net/deadline.ts';
import { joinHostPort } from '../net/go-network-words.ts';
import { exchangeWords } from './exchange-words.ts';
import type { HttpRequest } from './request-of.ts';

/** What came of a GET: an answer, or why there is none, in the words of Go's client. */
export type HttpAnswer =
  | {
      readonly is: 'answer';
      readonly status: number;
      readonly location: string | undefined;
      /** At most 10 KiB of it. */
      readonly body: string;
      /** Set when the body broke off. */
      readonly bodyProblem?: string;
    }
  | { readonly is: 'none'; readonly why: string };

/** Sends one request over a connection of its own and takes in the answer: HTTP/1.1, no proxy, certificates are not verified. */
export function exchange(request: HttpRequest, stop: Stop): Promise<HttpAnswer> {
  const { promise, resolve } = Promise.withResolvers<HttpAnswer>();
  const call = open(request);
  const end = (answer: HttpAnswer) => {
    forget();
    call.destroy();
    resolve(answer);
  };
  let socket: Socket | undefined;
  let ends: { readonly local: string; readonly remote: string } | undefined;
  call.once('socket', (given) => {
    socket = given;
    // A socket that has died has forgotten its addresses.
    socket.once('connect', () => {
      ends = {
        local: joinHostPort(given.localAddress ?? '', given.localPort ?? 0),
        remote: joinHostPort(given.remoteAddress ?? '', given.remotePort ?? 0),
      };
    });
  });
  const address = joinHostPort(request.host, request.port);
  call.on('error', (error) => end({ is: 'none', why: exchangeWords(error, { address, ends }) }));
  call.once('response', (response) => {
    forget();
    readBody(response, stop).then(({ body, problem }) =>
      end({
        is: 'answer',
        status: response.statusCode ?? 0,
        location: response.headers.location,
        body,
        ...(problem !== undefined && { bodyProblem: problem }),
      }),
    );
  });
  const forget = stop.onStop((why) => end({ is: 'none', why: HEADERS_STOPPED[why] }));
  call.end();
  return promise;
}

const HEADERS_STOPPED: Readonly<Record<Stopped, string>> = {
  deadline: 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
  canceled: 'context canceled',
};

const BODY_STOPPED: Readonly<Record<Stopped, string>> = {
  deadline: 'context deadline exceeded (Client.Timeout or context cancellation while reading body)',
  canceled: 'context canceled',
};

function open(request: HttpRequest): ClientRequest {
  const { scheme, host, port, path, hostHeader, headers } = request;
  const sent: Record<string, string | string[]> = {
    // As it stands in the URL, port and all.
    Host: hostHeader ?? request.url.split(/[/?#]/)[2] ?? '',
  };
  for (const [name, values] of [...headers].sort()) sent[name] = [...values];
  sent.Connection = [...(headers.get('Connection') ?? []), 'close'];
  const options = {
    host,
    port,
    path,
    method: 'GET',
    headers: sent,
    setDefaultHeaders: false,
    agent: false,
    // Go's reader takes what Node by default refuses, such as lines that end in a bare line feed.
    insecureHTTPParser: true,
    maxHeaderSize: 10 * 2 ** 20,
  } as const;
  if (scheme === 'http') return httpRequest(options);
  return httpsRequest({
    ...options,
    rejectUnauthorized: false,
    // Node would take the header Host for the name that TLS asks for; Go takes the URL's.
    servername: isIP(host) ? '' : host,
    // Old keys are no reason to call a container ill.
    ciphers: 'DEFAULT:@SECLEVEL=0',
  });
}

const MOST_BODY = 10 * 2 ** 10;

async function readBody(
  response: IncomingMessage,
  stop: Stop,
): Promise<{ readonly body: string; readonly problem?: string }> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    // The rest is nobody's business, and there may be no end of it.
    if (size >= MOST_BODY) resolve(undefined);
  });
  response.once('end', () => resolve(undefined));
  response.on('error', () => resolve('unexpected EOF'));
  const forget = stop.onStop((why) => resolve(BODY_STOPPED[why]));
  const problem = await promise;
  forget();
  const body = Buffer.concat(chunks).subarray(0, MOST_BODY).toString('utf8');
  return problem === undefined ? { body } : { body, problem };
}
