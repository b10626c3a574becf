import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { LocalServer } from '../server.ts';
import { readHead } from './read-request.ts';

/** A connection that a client wants to use for another protocol, with what it has sent on it already. */
export interface Upgraded {
  readonly incoming: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** Answers who asks for another protocol. Who answers may take the connection over; otherwise it ends with the answer. */
export async function answerUpgrade(
  server: LocalServer,
  { incoming, socket, head }: Upgraded,
  onFault: (error: unknown) => void,
): Promise<void> {
  const gone = new AbortController();
  socket.once('close', () => gone.abort());
  // A client that breaks off is no fault; whoever has taken the connection over sees its end.
  socket.on('error', () => gone.abort());
  let isTaken = false;
  const upgrade = {
    protocol: String(incoming.headers.upgrade ?? '').toLowerCase(),
    accept(headers: Readonly<Record<string, string>>): Duplex {
      isTaken = true;
      socket.write(headOf(101, headers));
      if (head.length > 0) socket.unshift(head);
      return socket;
    },
  };
  try {
    const asked = readHead(incoming);
    if (asked === undefined) {
      socket.end(headOf(400, { connection: 'close' }));
      return;
    }
    const answer = await server.answer({ ...asked, body: new Uint8Array(), signal: gone.signal, upgrade });
    if (isTaken) return;
    socket.write(headOf(answer.status, { ...answer.headers, connection: 'close' }));
    if (typeof answer.body === 'string' || answer.body instanceof Uint8Array) socket.write(answer.body);
    else for await (const piece of answer.body) socket.write(piece);
    socket.end();
  } catch (error) {
    if (!gone.signal.aborted) onFault(error);
    socket.destroy();
  }
}

function headOf(status: number, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n`;
}
