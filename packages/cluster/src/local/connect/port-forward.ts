import type { Duplex } from 'node:stream';
import type { ApiAnswer } from '../answer/api-answer.ts';
import { badRequest } from '../answer/refusal.ts';
import type { Call } from '../world.ts';
import { acceptWebSocket, socketCarrier, webSocketCarrier } from './carriers.ts';
import { isNodeProblem, type NodeConnection, type PodPlace } from './node-connection.ts';
import { nodeOfPod, placeOf, podOfCall } from './pod-of-call.ts';
import { chooseProtocol, spdyHead } from './protocols.ts';
import { type SpdyStream, serveSpdy } from './spdy/session.ts';

/**
 * `kubectl port-forward`: pairs of SPDY streams, over a connection or, from 1.31 on, within a WebSocket (kubelet
 * pkg/cri/streaming/portforward/httpstream.go, client-go tools/portforward/tunneling_dialer.go@1.36).
 */
export function answerPortForward(call: Call, nodes: (name: string) => NodeConnection | undefined): ApiAnswer {
  const pod = podOfCall(call);
  const node = nodeOfPod(pod, nodes);
  const spoken = chooseProtocol(call.request, [TUNNELED, PLAIN]);
  if (spoken === undefined) throw badRequest('Upgrade request required');
  return {
    status: 101,
    headers: {},
    body: '',
    async take(upgrade) {
      const gone = new AbortController();
      call.world.closing.addEventListener('abort', () => gone.abort(), { once: true });
      let carrier = socketCarrier(upgrade.socket);
      if (spoken.over === 'websocket') carrier = webSocketCarrier(await acceptWebSocket(upgrade, spoken.protocol));
      else upgrade.socket.write(spdyHead(spoken.protocol));
      const waiting = new Map<string, SpdyStream>();
      const place = placeOf(pod);
      await serveSpdy(carrier, (stream) => {
        const { requestid = '', streamtype } = stream.headers;
        const other = waiting.get(requestid);
        if (other === undefined) {
          waiting.set(requestid, stream);
          return;
        }
        waiting.delete(requestid);
        const [data, error] = streamtype === 'data' ? [stream, other] : [other, stream];
        void forward(node, place, { data, error, signal: gone.signal });
      });
      gone.abort();
    },
  };
}

const PLAIN = 'portforward.k8s.io';
const TUNNELED = `SPDY/3.1+${PLAIN}`;

interface Pair {
  readonly data: SpdyStream;
  readonly error: SpdyStream;
  readonly signal: AbortSignal;
}

async function forward(node: NodeConnection, place: PodPlace, { data, error, signal }: Pair): Promise<void> {
  const port = Number(data.headers.port ?? 0);
  const { namespace, pod, uid } = place;
  const complaint = (problem: string) =>
    Buffer.from(`error forwarding port ${port} to pod ${pod}_${namespace}, uid ${uid}: ${problem}`);
  const connection = await node
    .portForward(place, port, signal)
    .catch((cause: Error) => ({ code: 500, problem: cause.message }));
  if (isNodeProblem(connection)) {
    await error.send(complaint(connection.problem));
    await Promise.all([error.end(), data.reset()]);
    return;
  }
  const [broken] = await Promise.all([outward(connection, data), inward(data, connection)]);
  if (broken !== undefined) await error.send(complaint(broken));
  await error.end();
}

/** Says how the connection was broken off, if it was. */
async function outward(connection: Duplex, data: SpdyStream): Promise<string | undefined> {
  try {
    for await (const chunk of connection) await data.send(chunk as Uint8Array);
    await data.end();
    return undefined;
  } catch (error) {
    await data.end();
    return (error as Error).message;
  }
}

async function inward(data: SpdyStream, connection: Duplex): Promise<void> {
  connection.on('error', () => {});
  for await (const chunk of data.received) {
    if (!connection.writable) return;
    if (!connection.write(chunk)) {
      await new Promise((drained) => connection.once('drain', drained).once('close', drained));
    }
  }
  connection.end();
}
