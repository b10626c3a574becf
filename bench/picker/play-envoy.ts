import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type ClientDuplexStream,
  credentials,
  loadPackageDefinition,
  type ServiceClientConstructor,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

// Plays Envoy against an endpoint picker: per stream the headers of a request, its body in pieces of 64 KiB, then, when it has
// been sent on, a streamed response. Prints picks a second, the time from the body's last byte to the choice, and the
// processor time that the picker took for one. The same load as shared/bench/picker/load.mjs.
const names = ['port', 'pid', 'bytes', 'concurrency', 'chunks', 'seconds'] as const;
const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])) });
const { port, pid, bytes, concurrency, chunks, seconds } = Object.fromEntries(
  names.map((name) => [name, Number(values[name])]),
) as Record<(typeof names)[number], number>;

const DESTINATION = 'x-gateway-destination-endpoint';
const PIECE = 65_536;
const WARM_SECONDS = 1;
/** Until then a compiler is at work, and on a machine that others use a second may be too short. */
const WARM_PICKS = 5000;
const MOST_WARM_MS = 5000;
const EVENT = Buffer.from('data: {"choices":[{"text":" word"}]}\n\n');
const OPTIONS = { 'grpc.max_receive_message_length': 64 << 20, 'grpc.use_local_subchannel_pool': 1 };
const Service = service();
const clients = Array.from(
  { length: 4 },
  () => new Service(`127.0.0.1:${port}`, credentials.createInsecure(), OPTIONS) as unknown as PickerClient,
);
const words = 'the quick brown fox jumps over a lazy dog and then some other words follow it '.repeat(
  Math.ceil(bytes / 78),
);
const times: number[] = [];

// A compiler that works while a program runs has its work behind it when it is measured: ours, and the client's.
for (const until = performance.now() + MOST_WARM_MS; times.length < WARM_PICKS && performance.now() < until; )
  await playFor(WARM_SECONDS);
times.length = 0;
const [cpuBefore, begun] = [cpuSeconds(), performance.now()];
await playFor(seconds);
const took = (performance.now() - begun) / 1000;
const cpu = cpuSeconds() - cpuBefore;
times.sort((a, b) => a - b);
const at = (part: number): number => times[Math.floor(part * times.length)] ?? Number.NaN;
const reading = { rate: times.length / took, p50: at(0.5), p99: at(0.99), cpuMs: (1000 * cpu) / times.length };
process.stdout.write(`${JSON.stringify(reading)}\n`, () => process.exit(0));

async function playFor(forSeconds: number): Promise<void> {
  const until = performance.now() + forSeconds * 1000;
  const lanes = Array.from({ length: concurrency }, async (_, lane) => {
    while (performance.now() < until) await play(lane);
  });
  await Promise.all(lanes);
}

function play(lane: number): Promise<void> {
  const prompt = `${lane} ${Math.random()} ${words.slice(0, Math.max(10, bytes - 120))}`;
  const body = Buffer.from(JSON.stringify({ model: 'm', max_tokens: 64, stream: chunks > 0, prompt }));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stream = (clients[lane % clients.length] as PickerClient).Process();
  let sentAt = 0;
  let isChosen = false;
  let isOver = false;
  const end = () => {
    if (isOver) return;
    isOver = true;
    stream.end();
    resolve();
  };
  stream.on('data', (reply: Reply) => {
    if (reply.immediate_response) return reject(new Error('the picker refuses'));
    const { request_headers: head, request_body: sent, response_body: back } = reply;
    const set = (head ?? sent)?.response?.header_mutation?.set_headers ?? [];
    if (!isChosen && set.some(({ header }) => header.key === DESTINATION)) {
      isChosen = true;
      times.push(performance.now() - sentAt);
    }
    if (isChosen && sent?.response?.body_mutation?.streamed_response?.end_of_stream) {
      if (chunks === 0) return end();
      stream.write({ response_headers: headersOf({ ':status': '200', 'content-type': 'text/event-stream' }) });
      for (let i = 0; i < chunks; i++)
        stream.write({ response_body: { body: EVENT, end_of_stream: i === chunks - 1 } });
    }
    if (back?.response?.body_mutation?.streamed_response?.end_of_stream) end();
  });
  stream.on('error', (error: Error) => {
    if (!isOver) reject(error);
  });
  stream.on('end', end);
  const head = { ':method': 'POST', ':path': '/v1/completions', 'content-type': 'application/json' };
  stream.write({
    request_headers: headersOf({ ...head, 'content-length': String(body.length), 'x-request-id': `${lane}` }),
  });
  for (let from = 0; from < body.length; from += PIECE) {
    const isLast = from + PIECE >= body.length;
    stream.write({ request_body: { body: body.subarray(from, from + PIECE), end_of_stream: isLast } });
  }
  sentAt = performance.now();
  return promise;
}

function headersOf(headers: Readonly<Record<string, string>>): unknown {
  const written = Object.entries(headers).map(([key, value]) => ({ key, raw_value: Buffer.from(value) }));
  return { headers: { headers: written }, end_of_stream: false };
}

function service(): ServiceClientConstructor {
  const file = join(import.meta.dirname, '../../test/inference/ext-proc.proto');
  const definition = loadPackageDefinition(loadSync(file, { keepCase: true, oneofs: true }));
  const path = ['envoy', 'service', 'ext_proc', 'v3', 'ExternalProcessor'];
  return path.reduce<unknown>(
    (at, name) => (at as Record<string, unknown>)[name],
    definition,
  ) as ServiceClientConstructor;
}

function cpuSeconds(): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

interface PickerClient {
  readonly Process: () => ClientDuplexStream<unknown, Reply>;
}

interface Reply {
  readonly request_headers?: Part;
  readonly request_body?: Part;
  readonly response_body?: Part;
  readonly immediate_response?: unknown;
}

interface Part {
  readonly response?: {
    readonly header_mutation?: { readonly set_headers?: readonly { readonly header: { readonly key: string } }[] };
    readonly body_mutation?: { readonly streamed_response?: { readonly end_of_stream?: boolean } };
  };
}
