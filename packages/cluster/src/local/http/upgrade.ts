import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { ApiAnswer, Upgrade } from '../answer/api-answer.ts';
import type { LocalServer } from '../server.ts';
import { readHead } from './read-request.ts';

/**
 * Whether somebody really wants another protocol. Clients that would also speak HTTP/2 say so in the same words (`h2c`), and mean
 * an ordinary request with a body. Node asks from 24.9 on; before, such requests arrive without their body.
 */
export function isUpgrade({ headers }: IncomingMessage): boolean {
  return /^(?:websocket|spdy\/)/i.test(headers.upgrade ?? '');
}

/** Answers who asks for another protocol. An answer may take the connection over; otherwise that ends with it. */
export async function answerUpgrade(
  server: LocalServer,
  upgrade: Upgrade,
  onFault: (error: unknown) => void,
): Promise<void> {
  const { incoming, socket } = upgrade;
  const gone = new AbortController();
  socket.once('close', () => gone.abort());
  // A client that breaks off is no fault; whoever has taken the connection over sees its end.
  socket.on('error', () => gone.abort());
  try {
    const asked = readHead(incoming);
    if (asked === undefined) {
      socket.end(headOf(400, { connection: 'close' }));
      return;
    }
    const answer = await server.answer({ ...asked, body: new Uint8Array(), signal: gone.signal });
    if (answer.take === undefined) await sendPlain(answer, upgrade);
    else await answer.take(upgrade);
  } catch (error) {
    if (!gone.signal.aborted) onFault(error);
    socket.destroy();
  }
}

async function sendPlain({ status, headers, body }: ApiAnswer, { socket }: Upgrade): Promise<void> {
  socket.write(headOf(status, { ...headers, connection: 'close' }));
  if (typeof body === 'string' || body instanceof Uint8Array) socket.write(body);
  else for await (const piece of body) socket.write(piece);
  socket.end();
}

function headOf(status: number, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n`;
}
