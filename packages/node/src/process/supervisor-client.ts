import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { RuntimeFailure } from '../runtime/runtime-failure.ts';
import type { Answer, Call, Notice } from './protocol.ts';

/** A connection to the supervisor of a socket. */
export interface SupervisorClient extends AsyncDisposable {
  /** Answers as the supervisor does; rejects with a {@link RuntimeFailure} for what the machine refuses. */
  readonly call: <T>(call: Call, signal?: AbortSignal) => Promise<T>;
  /** Hears of what happens to one pod; the answer ends that. */
  readonly listen: (pod: string, listener: (notice: Notice) => void) => () => void;
}

/** How to reach a supervisor, and how to start one where there is none. */
export interface SupervisorPlace {
  readonly socket: string;
  /** The command line that starts one, without the socket. */
  readonly start: readonly string[];
}

/** Connects to a supervisor, which is started first where there is none. */
export async function connectSupervisor(place: SupervisorPlace): Promise<SupervisorClient> {
  const socket = (await tryConnect(place.socket)) ?? (await startAndConnect(place));
  const waiting = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
  >();
  const listeners = new Map<string, (notice: Notice) => void>();
  let last = 0;
  createInterface({ input: socket }).on('line', (line) => {
    const message = JSON.parse(line) as Answer | Notice;
    if ('notice' in message) {
      listeners.get(message.pod)?.(message);
      return;
    }
    const caller = waiting.get(message.number);
    waiting.delete(message.number);
    if (message.ok) caller?.resolve(message.value);
    else caller?.reject(new RuntimeFailure(message.message, { stage: 'run' }));
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new RuntimeFailure('the supervisor of the processes has gone'));
    waiting.clear();
  });
  return {
    call<T>(call: Call, signal?: AbortSignal) {
      const number = ++last;
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      waiting.set(number, { resolve: resolve as (value: unknown) => void, reject });
      socket.write(`${JSON.stringify({ ...call, number })}\n`);
      const cancel = () => socket.write(`${JSON.stringify({ call: 'cancel', exec: number, number: 0 })}\n`);
      signal?.addEventListener('abort', cancel, { once: true });
      return promise.finally(() => signal?.removeEventListener('abort', cancel));
    },
    listen(pod, listener) {
      listeners.set(pod, listener);
      return () => listeners.delete(pod);
    },
    async [Symbol.asyncDispose]() {
      socket.end();
      if (!socket.closed) await once(socket, 'close');
    },
  };
}

async function startAndConnect({ socket, start }: SupervisorPlace): Promise<Socket> {
  const [file = '', ...parameters] = start;
  const child = spawn(file, [...parameters, socket], { detached: true, stdio: 'ignore', cwd: '/' });
  child.on('error', () => {});
  child.unref();
  for (let tries = 0; tries < 500; tries++) {
    await delay(10);
    const connected = await tryConnect(socket);
    if (connected) return connected;
  }
  throw new RuntimeFailure('the supervisor of the processes does not start');
}

/** Undefined where nobody listens. */
async function tryConnect(path: string): Promise<Socket | undefined> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return socket;
  } catch {
    return undefined;
  }
}
