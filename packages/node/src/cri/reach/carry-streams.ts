import { type CommandEnd, type ContainerStreams, dialSpdy } from '@outrigger/cluster';

/**
 * Carries the streams of a command to the streaming server of a runtime, and says how the command has ended (client-go
 * tools/remotecommand/v4.go@1.36). SPDY, since every runtime speaks it: version 4 over a WebSocket cannot say that the input has
 * ended, and containerd knows no version 5 before 2.0.
 */
export async function carryStreams(url: string, streams: ContainerStreams): Promise<CommandEnd> {
  const session = await dialSpdy(url, 'v4.channel.k8s.io', streams.signal);
  if ('problem' in session) return { code: 500, problem: session.problem };
  const open = (streamType: string) => session.open({ streamtype: streamType });
  try {
    const error = await open('error');
    const stdin = streams.stdin && (await open('stdin'));
    const stdout = streams.stdout && (await open('stdout'));
    const stderr = streams.stderr && (await open('stderr'));
    const resize = streams.tty ? await open('resize') : undefined;
    void session.gone.catch(() => {});
    if (streams.stdin && stdin) void pass(streams.stdin, stdin.send).then(stdin.end);
    if (resize) void pass(sizes(streams.sizes), resize.send);
    const [end] = await Promise.all([
      readEnd(error.received),
      stdout && streams.stdout && pass(stdout.received, streams.stdout),
      stderr && streams.stderr && pass(stderr.received, streams.stderr),
    ]);
    return end;
  } finally {
    session.close();
  }
}

async function pass(from: AsyncIterable<Uint8Array>, to: (bytes: Uint8Array) => Promise<void>): Promise<void> {
  for await (const bytes of from) await to(bytes);
}

async function* sizes(from: ContainerStreams['sizes']): AsyncGenerator<Uint8Array> {
  for await (const { width, height } of from)
    yield Buffer.from(`${JSON.stringify({ Width: width, Height: height })}\n`);
}

/** What is left of a Status. */
interface Ended {
  readonly status?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly details?: { readonly causes?: readonly { readonly reason?: string; readonly message?: string }[] };
}

/** The last word, on a stream of its own; whoever is broken off gets none. */
async function readEnd(received: AsyncIterable<Uint8Array>): Promise<CommandEnd> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of received) chunks.push(chunk);
  const said = Buffer.concat(chunks).toString();
  if (said === '') return { code: 500, problem: 'the runtime has broken the connection off' };
  const { status, reason, message = '', details } = JSON.parse(said) as Ended;
  if (status === 'Success') return { exitCode: 0 };
  const code = details?.causes?.find((cause) => cause.reason === 'ExitCode')?.message;
  if (reason === 'NonZeroExitCode' && code !== undefined) return { exitCode: Number(code) };
  return { code: 500, problem: message.replace(BEGINNING, '') };
}

/** Said again by whoever tells the client. */
const BEGINNING = /^(?:Internal error occurred: )?(?:error (?:executing command in|attaching to) container: )?/;
