import type { Upgrade } from '../answer/api-answer.ts';
import { socketCarrier } from './carriers.ts';
import type { Channels } from './channels-over-websocket.ts';
import type { Wants } from './command.ts';
import { readSizes } from './read-sizes.ts';
import { type SpdyStream, serveSpdy } from './spdy/session.ts';

/** A SPDY stream per channel, as clients before 1.30 have it: `streamType` says which is which. Waits until all are there. */
export async function spdyChannels({ socket }: Upgrade, wants: Wants): Promise<Channels> {
  const streams = new Map<string, SpdyStream>();
  const needed = ['error', ...(['stdin', 'stdout', 'stderr'] as const).filter((name) => wants[name])];
  if (wants.tty) needed.push('resize');
  const { promise: complete, resolve } = Promise.withResolvers<void>();
  const carrier = socketCarrier(socket);
  const gone = serveSpdy(carrier, (stream) => {
    streams.set(stream.headers.streamtype ?? '', stream);
    if (needed.every((name) => streams.has(name))) resolve();
  });
  await Promise.race([complete, gone]);
  const error = streams.get('error');
  return {
    streams: {
      stdin: streams.get('stdin')?.received,
      stdout: streams.get('stdout')?.send,
      stderr: streams.get('stderr')?.send,
      sizes: readSizes(streams.get('resize')?.received ?? nothing()),
    },
    gone,
    async finish(status, protocol) {
      const isOld =
        protocol === 'v3.channel.k8s.io' || protocol === 'v2.channel.k8s.io' || protocol === 'channel.k8s.io';
      const text = isOld ? oldText(status) : JSON.stringify(status);
      if (text !== '') await error?.send(Buffer.from(text));
      for (const stream of streams.values()) await stream.end();
      carrier.close();
    },
  };
}

/** Before version 4 there was nothing but a message, and none for what went well. */
function oldText(status: { readonly status?: string; readonly message?: string }): string {
  return status.status === 'Success' ? '' : (status.message ?? '');
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
