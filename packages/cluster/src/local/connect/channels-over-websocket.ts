import type { WebSocket } from 'ws';
import { messages, sent } from './carriers.ts';
import type { Wants } from './command.ts';
import { createInbox } from './inbox.ts';
import type { ContainerStreams, TerminalSize } from './node-connection.ts';
import { readSizes } from './read-sizes.ts';

/** The streams of a command, however they are carried. */
export interface Channels {
  readonly streams: Pick<ContainerStreams, 'stdin' | 'stdout' | 'stderr' | 'sizes'>;
  /** The client is there no more. */
  readonly gone: Promise<void>;
  /** Says how it has ended, and ends the connection. */
  readonly finish: (status: object, protocol: string) => Promise<void>;
}

/** The first byte of a message says which stream it belongs to (apimachinery pkg/util/remotecommand/constants.go@1.36). */
export function webSocketChannels(socket: WebSocket, wants: Wants, protocol: string): Channels {
  const stdin = createInbox();
  const resizes = createInbox();
  const { promise: gone, resolve: leave } = Promise.withResolvers<void>();
  const write = (channel: number) => (bytes: Uint8Array) => sent(socket, Buffer.concat([Buffer.of(channel), bytes]));
  void (async () => {
    for await (const message of messages(socket)) {
      const rest = message.subarray(1);
      if (message[0] === STDIN) stdin.push(rest);
      else if (message[0] === RESIZE) resizes.push(rest);
      else if (message[0] === CLOSE && protocol === 'v5.channel.k8s.io' && rest[0] === STDIN) stdin.end();
    }
    stdin.end();
    resizes.end();
    leave();
  })();
  // Tells browsers and their like that the connection stands.
  void write(wants.stdout ? STDOUT : wants.stderr ? STDERR : ERROR)(new Uint8Array());
  return {
    streams: {
      stdin: wants.stdin ? stdin.chunks : undefined,
      stdout: wants.stdout ? write(STDOUT) : undefined,
      stderr: wants.stderr ? write(STDERR) : undefined,
      sizes: readSizes(resizes.chunks) satisfies AsyncIterable<TerminalSize>,
    },
    gone,
    async finish(status) {
      await write(ERROR)(Buffer.from(JSON.stringify(status)));
      socket.close(1000);
    },
  };
}

const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;
const ERROR = 3;
const RESIZE = 4;
const CLOSE = 255;
