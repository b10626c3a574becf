import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Upgrade } from '../answer/api-answer.ts';
import { createInbox } from './inbox.ts';
import type { Carrier } from './spdy/session.ts';

/** Bytes over a connection as it is. */
export function socketCarrier(socket: Duplex): Carrier {
  return { send: (bytes) => written(socket, bytes), received: quiet(socket), close: () => void socket.end() };
}

/** Bytes over a WebSocket, whose messages have no meaning of their own. */
export function webSocketCarrier(socket: WebSocket): Carrier {
  return { send: (bytes) => sent(socket, bytes), received: messages(socket), close: () => socket.close(1000) };
}

/**
 * Makes a WebSocket of an upgrade, with the protocol that was chosen. `ws` is not shown what was offered: it refuses the slash in
 * `SPDY/3.1+portforward.k8s.io`, which RFC 6455 does not allow and Kubernetes uses.
 */
export function acceptWebSocket({ incoming, socket, head }: Upgrade, protocol: string): Promise<WebSocket> {
  const server = new WebSocketServer({ noServer: true });
  server.on('headers', (lines) => lines.push(`Sec-WebSocket-Protocol: ${protocol}`));
  delete incoming.headers['sec-websocket-protocol'];
  return new Promise((accepted) => server.handleUpgrade(incoming, socket, head, accepted));
}

/** What comes, until the other side is gone; that it has gone badly is no error of the server. */
export function messages(socket: WebSocket): AsyncIterable<Uint8Array> {
  const inbox = createInbox();
  socket.on('message', (data: Buffer) => inbox.push(data));
  socket.once('close', inbox.end);
  socket.on('error', inbox.end);
  return inbox.chunks;
}

/** Resolves when the bytes are on their way; whoever is gone gets nothing more. */
export function sent(socket: WebSocket, bytes: Uint8Array): Promise<void> {
  return new Promise((done) => socket.send(bytes, () => done()));
}

function written(socket: Duplex, bytes: Uint8Array): Promise<void> {
  return new Promise((done) => {
    if (socket.writable) socket.write(bytes, () => done());
    else done();
  });
}

async function* quiet(socket: Duplex): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of socket) yield chunk as Uint8Array;
  } catch {
    // A connection that is broken off has ended.
  }
}
