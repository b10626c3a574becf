import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, ServerCredentials, type ServerWritableStream, status } from '@grpc/grpc-js';
import { expect, onTestFinished, test } from 'vitest';
import { connectCri } from '../call/cri-client.ts';
import { encode } from '../wire/codec.ts';
import type { Draft, MessageName } from '../wire/shape.ts';
import { exitHints } from './exit-hints.ts';

// A containerd with the CRI's own event stream is not among Debian 12's packages; its part is played by a gRPC server. What containerd 1.6
// says is in test/node/cri.

test('the CRI’s own events tell of containers that have stopped, and of nothing else', async () => {
  const runtime = await startRuntime({ GetContainerEvents: () => {} });
  const { hints } = listen(runtime.endpoint);
  const stream = await runtime.asked('GetContainerEvents');
  for (const [containerEventType, containerId] of [
    [0, 'created'],
    [1, 'started'],
    [2, 'stopped'],
    [3, 'deleted'],
  ] as const) {
    stream.write(['ContainerEventResponse', { containerId, containerEventType }]);
  }
  await expect.poll(() => hints).toEqual(['stopped', 'deleted']);
});

test.for([
  ['does not have them', { code: status.UNIMPLEMENTED, details: 'unknown method' }],
  ['has them switched off', undefined],
] as const)(
  'where a runtime %s, containerd’s own events do, and its commands are no containers',
  async ([, refusal]) => {
    const runtime = await startRuntime({
      GetContainerEvents: (stream) => (refusal ? stream.emit('error', refusal) : stream.end()),
      Subscribe: () => {},
    });
    const { hints } = listen(runtime.endpoint);
    const stream = await runtime.asked('Subscribe');
    for (const id of ['exec-1', 'c']) {
      stream.write([
        'Envelope',
        { topic: '/tasks/exit', event: { value: encode('TaskExit', { containerId: 'c', id }) } },
      ]);
    }
    await expect.poll(() => hints).toEqual(['c']);
  },
);

test('where a runtime has no events of any kind, nothing is relied upon, and nothing is asked again', async () => {
  const runtime = await startRuntime({
    GetContainerEvents: (stream) => stream.emit('error', { code: status.UNIMPLEMENTED }),
    Subscribe: (stream) => stream.emit('error', { code: status.UNIMPLEMENTED }),
  });
  const heard = listen(runtime.endpoint);
  await runtime.asked('GetContainerEvents');
  await runtime.asked('Subscribe');
  await expect.poll(() => heard.later(60_000)).toBe(false);
  expect(heard.broken()).toBe(0);
});

test('a stream is relied upon when it has held for a second, and not when it has broken; then it is opened again', async () => {
  const runtime = await startRuntime({ GetContainerEvents: () => {} });
  const heard = listen(runtime.endpoint);
  const stream = await runtime.asked('GetContainerEvents');
  expect(heard.isReliable()).toBe(false);
  heard.pass(1_001);
  expect(heard.isReliable()).toBe(true);
  stream.end();
  await expect.poll(() => heard.broken()).toBe(1);
  expect(heard.isReliable()).toBe(false);
  heard.pass(100);
  const again = await runtime.asked('GetContainerEvents');
  again.write(['ContainerEventResponse', { containerId: 'c', containerEventType: 2 }]);
  await expect.poll(() => heard.hints).toEqual(['c']);
});

/** Listens on a clock that stands still. */
function listen(endpoint: string) {
  const client = connectCri(endpoint);
  const hints: string[] = [];
  let broken = 0;
  let now = 0;
  let waiting: { readonly at: number; readonly what: () => void }[] = [];
  const pass = (ms: number) => {
    now += ms;
    const due = waiting.filter(({ at }) => at <= now);
    waiting = waiting.filter(({ at }) => at > now);
    for (const { what } of due) what();
  };
  const open = exitHints(client, {
    hint: (id) => hints.push(id),
    broken: () => {
      broken += 1;
    },
    now: () => now,
    after(ms, what) {
      waiting.push({ at: now + ms, what });
      return () => {};
    },
  });
  onTestFinished(() => {
    open.close();
    client.close();
  });
  /** Whether the hints are relied upon after some time. */
  const later = (ms: number) => {
    pass(ms);
    return open.isReliable();
  };
  return { hints, pass, later, broken: () => broken, isReliable: open.isReliable };
}

type Reply = { [M in MessageName]: readonly [M, Draft<M>] }[MessageName];
type Stream = ServerWritableStream<Uint8Array, Reply>;

/** A runtime that has only streams. */
async function startRuntime(streams: Readonly<Record<string, (stream: Stream) => void>>) {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-grpc-'));
  const endpoint = `unix://${folder}/runtime.sock`;
  const server = new Server();
  const opened = new Map<string, Stream[]>();
  for (const [service, name] of [
    ['runtime.v1.RuntimeService', 'GetContainerEvents'],
    ['containerd.services.events.v1.Events', 'Subscribe'],
  ] as const) {
    const behave = streams[name];
    if (!behave) continue;
    const handler = (stream: Stream) => {
      opened.set(name, [...(opened.get(name) ?? []), stream]);
      behave(stream);
    };
    const definition = {
      path: `/${service}/${name}`,
      requestStream: false,
      responseStream: true,
      requestSerialize: (bytes: Uint8Array) => Buffer.from(bytes),
      requestDeserialize: (bytes: Buffer) => bytes,
      responseSerialize: ([message, value]: Reply) => Buffer.from(encode(message, value)),
      responseDeserialize: (): Reply => ['Empty', {}],
    } as const;
    server.addService({ [name]: definition }, { [name]: handler });
  }
  await new Promise<void>((done, fail) =>
    server.bindAsync(endpoint, ServerCredentials.createInsecure(), (error) => (error ? fail(error) : done())),
  );
  onTestFinished(() => {
    server.forceShutdown();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    endpoint,
    /** The next stream of a name that was opened. */
    async asked(name: string): Promise<Stream> {
      await expect.poll(() => opened.get(name)?.length ?? 0).toBeGreaterThan(0);
      const stream = opened.get(name)?.shift();
      if (!stream) throw new Error(`no stream ${name}`);
      return stream;
    },
  };
}
