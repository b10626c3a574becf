import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { RuntimeFailure } from '../runtime/runtime-failure.ts';
import type { Answer, Call, Listed, Notice } from './protocol.ts';

/** A connection to the supervisor of a socket. */
export interface SupervisorClient extends AsyncDisposable {
  /** Answers as the supervisor does; rejects with a {@link RuntimeFailure} for what the machine refuses. */
  readonly call: <T>(call: Call, signal?: AbortSignal) => Promise<T>;
  /** Hears of what happens to one pod; the answer ends that. */
  readonly listen: (pod: string, listener: SupervisorListener) => () => void;
}

/** Who hears of one pod. */
export interface SupervisorListener {
  readonly heard: (notice: Notice) => void;
  /** The supervisor had gone, and there is one again: what it has of the pod. Calls wait until everybody has heard. */
  readonly recovered: (contents: Listed) => void;
}

/** How to reach a supervisor, and how to start one where there is none. */
export interface SupervisorPlace {
  readonly socket: string;
  /** The command line that starts one, without the socket. */
  readonly start: readonly string[];
}

/** Connects to a supervisor, which is started first where there is none; and again, should it be killed. */
export async function connectSupervisor(place: SupervisorPlace): Promise<SupervisorClient> {
  const listeners = new Map<string, SupervisorListener>();
  let isClosing = false;
  const open = async (): Promise<Connection> => {
    const opened = connection(await reach(place), (notice) => listeners.get(notice.pod)?.heard(notice));
    void opened.closed.then(() => {
      if (isClosing) return;
      current = recover();
      // Whoever calls next is told.
      current.catch(() => {});
    });
    return opened;
  };
  const recover = async (): Promise<Connection> => {
    const opened = await open();
    await Promise.all(
      [...listeners].map(async ([pod, { recovered }]) => recovered(await opened.call({ call: 'list', pod }))),
    );
    return opened;
  };
  let current = open();
  await current;
  return {
    async call<T>(call: Call, signal?: AbortSignal) {
      const opened = await current.catch(() => {
        current = recover();
        return current;
      });
      return opened.call<T>(call, signal);
    },
    listen(pod, listener) {
      listeners.set(pod, listener);
      return () => listeners.delete(pod);
    },
    async [Symbol.asyncDispose]() {
      isClosing = true;
      await current.then(
        (opened) => opened.close(),
        () => {},
      );
    },
  };
}

interface Connection {
  readonly call: <T>(call: Call, signal?: AbortSignal) => Promise<T>;
  readonly close: () => Promise<void>;
  readonly closed: Promise<void>;
}

function connection(socket: Socket, heard: (notice: Notice) => void): Connection {
  const waiting = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
  >();
  let last = 0;
  const lines = createInterface({ input: socket });
  lines.on('line', (line) => {
    const message = JSON.parse(line) as Answer | Notice;
    if ('notice' in message) {
      heard(message);
      return;
    }
    const caller = waiting.get(message.number);
    waiting.delete(message.number);
    if (message.ok) caller?.resolve(message.value);
    else caller?.reject(new RuntimeFailure(message.message, { stage: 'run' }));
  });
  // A reader of lines passes the errors of its socket on; both end in its close.
  for (const each of [socket, lines]) each.on('error', () => {});
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      for (const { reject } of waiting.values()) reject(gone());
      waiting.clear();
      resolve();
    });
  });
  return {
    closed,
    async call<T>(call: Call, signal?: AbortSignal) {
      if (socket.destroyed) throw gone();
      const number = ++last;
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      waiting.set(number, { resolve: resolve as (value: unknown) => void, reject });
      socket.write(`${JSON.stringify({ ...call, number })}\n`);
      const cancel = () => socket.write(`${JSON.stringify({ call: 'cancel', exec: number, number: 0 })}\n`);
      signal?.addEventListener('abort', cancel, { once: true });
      return promise.finally(() => signal?.removeEventListener('abort', cancel));
    },
    async close() {
      socket.end();
      await closed;
    },
  };
}

function gone(): RuntimeFailure {
  return new RuntimeFailure('the supervisor of the processes has gone');
}

/** The supervisor of a socket. One that rests just now has let go of its socket, or will; then another is started. */
async function reach({ socket, start }: SupervisorPlace): Promise<Socket> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const connected = await tryConnect(socket);
    if (connected) return connected;
    if (tries % TRIES_PER_START === 0) startSupervisor(start, socket);
    await delay(BETWEEN_TRIES);
  }
  throw new RuntimeFailure('the supervisor of the processes does not start');
}

const MOST_TRIES = 1000;
const TRIES_PER_START = 200;
/** ms */
const BETWEEN_TRIES = 10;

function startSupervisor([file = '', ...parameters]: readonly string[], socket: string): void {
  const child = spawn(file, [...parameters, socket], { detached: true, stdio: 'ignore', cwd: '/' });
  child.on('error', () => {});
  child.unref();
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
