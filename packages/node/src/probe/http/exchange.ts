import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Stop, Stopped } from '../net/deadline.ts';
import { joinHostPort } from '../net/go-network-words.ts';
import { createAnswerReader, type HttpResponse, type ReadAnswer } from './answer-reader.ts';
import { connectionWords } from './connection-words.ts';
import type { HttpRequest } from './request-of.ts';
import { requestText } from './request-text.ts';

/** What came of a GET: an answer, or why there is none, in the words of Go's client. */
export type HttpAnswer = ({ readonly is: 'answer' } & HttpResponse) | { readonly is: 'none'; readonly why: string };

/** Sends one request over a connection of its own and takes in the answer: HTTP/1.1, no proxy, certificates are not verified. */
export function exchange(request: HttpRequest, stop: Stop): Promise<HttpAnswer> {
  const { promise, resolve } = Promise.withResolvers<HttpAnswer>();
  const reader = createAnswerReader();
  const socket = open(request);
  const isSecure = request.scheme === 'https';
  const end = (answer: ReadAnswer) => {
    forget();
    socket.destroy();
    resolve('unreadable' in answer ? { is: 'none', why: answer.unreadable } : { is: 'answer', ...answer });
  };
  // A socket that has died has forgotten its addresses.
  let ends: { readonly local: string; readonly remote: string } | undefined;
  socket.once('connect', () => {
    ends = {
      local: joinHostPort(socket.localAddress ?? '', socket.localPort ?? 0),
      remote: joinHostPort(socket.remoteAddress ?? '', socket.remotePort ?? 0),
    };
  });
  socket.once(isSecure ? 'secureConnect' : 'connect', () => socket.write(requestText(request), 'latin1'));
  socket.on('data', (bytes) => {
    const answer = reader.push(bytes);
    if (answer) end(answer);
  });
  socket.once('end', () => end(reader.end()));
  const address = joinHostPort(request.host, request.port);
  socket.on('error', (error) => end(reader.end(connectionWords(error, { address, ends }))));
  const forget = stop.onStop((why) =>
    end(reader.hasHead() ? reader.end(BODY_STOPPED[why]) : { unreadable: HEAD_STOPPED[why] }),
  );
  return promise;
}

const HEAD_STOPPED: Readonly<Record<Stopped, string>> = {
  deadline: 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
  canceled: 'context canceled',
};

const BODY_STOPPED: Readonly<Record<Stopped, string>> = {
  deadline: 'context deadline exceeded (Client.Timeout or context cancellation while reading body)',
  canceled: 'context canceled',
};

function open({ scheme, host, port }: HttpRequest): Socket {
  if (scheme === 'http') return connect({ host, port });
  return connectTls({
    host,
    port,
    rejectUnauthorized: false,
    // Addresses are no server names.
    servername: isIP(host) ? '' : host,
    // Old keys are no reason to call a container ill.
    ciphers: 'DEFAULT:@SECLEVEL=0',
    ALPNProtocols: ['http/1.1'],
  });
}
