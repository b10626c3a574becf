import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { giveUp, takeOver } from '../../state/owner.ts';
import type { Answer, Call, Notice } from '../protocol.ts';
import { holdPods } from './held-pods.ts';

/** How long a supervisor that holds nothing waits for somebody to want it, in ms. */
const IDLE = 2000;

/**
 * Serves calls on a socket until nothing is held and nobody is connected; answers when that is so, or at once where another
 * supervisor serves it.
 */
export async function serveSupervisor(path: string): Promise<void> {
  // The socket of one that was killed is still there, and must not be taken from one that lives.
  const lock = `${path}.lock`;
  mkdirSync(lock, { recursive: true, mode: 0o700 });
  if (!takeOver(lock).ok) return;
  rmSync(path, { force: true });
  const clients = new Set<Socket>();
  const send = (socket: Socket, message: Answer | Notice) => socket.write(`${JSON.stringify(message)}\n`);
  const held = holdPods((notice) => {
    for (const socket of clients) send(socket, notice);
    restWhenIdle();
  });
  const server = createServer((socket) => {
    clients.add(socket);
    const running = new Map<number, AbortController>();
    const carryOut = async ({ number, ...call }: Call & { readonly number: number }) => {
      if (call.call === 'cancel') {
        running.get(call.exec)?.abort();
        return;
      }
      const aborter = new AbortController();
      running.set(number, aborter);
      try {
        const value = await held.carryOut(call, aborter.signal);
        send(socket, { number, ok: true, value });
      } catch (error) {
        send(socket, { number, ok: false, message: (error as Error).message });
      }
      running.delete(number);
    };
    const lines = createInterface({ input: socket });
    lines.on('line', (line) => void carryOut(JSON.parse(line)));
    for (const each of [socket, lines]) each.on('error', () => {});
    socket.on('close', () => {
      clients.delete(socket);
      // Probes and hooks were the command's; nobody waits for them any more.
      for (const aborter of running.values()) aborter.abort();
      restWhenIdle();
    });
  });
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | undefined;
  const restWhenIdle = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (clients.size > 0 || !held.isEmpty()) return;
      rmSync(path, { force: true });
      giveUp(lock);
      server.close(() => resolve());
    }, IDLE);
  };
  server.listen(path, () => chmodSync(path, 0o600));
  restWhenIdle();
  return ended;
}
