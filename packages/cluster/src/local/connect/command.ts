import type { ApiAnswer } from '../answer/api-answer.ts';
import { badRequest } from '../answer/refusal.ts';
import { isTrueText } from '../request/true-text.ts';
import type { Call } from '../world.ts';
import { acceptWebSocket } from './carriers.ts';
import { spdyChannels } from './channels-over-spdy.ts';
import { type Channels, webSocketChannels } from './channels-over-websocket.ts';
import { endStatus } from './end-status.ts';
import type { CommandEnd, ContainerStreams, NodeConnection } from './node-connection.ts';
import { containerOf, nodeOfPod, placeOf, podOfCall } from './pod-of-call.ts';
import { chooseProtocol, spdyHead } from './protocols.ts';

/** `kubectl exec` and `kubectl attach` (kubernetes pkg/registry/core/pod/rest/subresources.go@1.36; kubelet pkg/cri/streaming/remotecommand). */
export function answerCommand(call: Call, nodes: (name: string) => NodeConnection | undefined): ApiAnswer {
  const { request, info, world } = call;
  const { query } = request;
  const pod = podOfCall(call);
  const place = placeOf(pod, containerOf(pod, query.get('container') ?? ''));
  const node = nodeOfPod(pod, nodes);
  // Upstream's kubelet looks at these.
  const wants = wantedStreams(query);
  if (info.subresource === 'exec' && query.getAll('command').length === 0) {
    throw badRequest('you must specify at least 1 command for the container');
  }
  const spoken = chooseProtocol(request, protocols);
  if (spoken === undefined) throw badRequest('Upgrade request required');
  const run = (streams: ContainerStreams): Promise<CommandEnd> =>
    info.subresource === 'attach' ? node.attach(place, streams) : node.exec(place, query.getAll('command'), streams);
  return {
    status: 101,
    headers: {},
    body: '',
    async take(upgrade) {
      const gone = new AbortController();
      world.closing.addEventListener('abort', () => gone.abort(), { once: true });
      let channels: Channels;
      if (spoken.over === 'websocket') {
        channels = webSocketChannels(await acceptWebSocket(upgrade, spoken.protocol), wants, spoken.protocol);
      } else {
        upgrade.socket.write(spdyHead(spoken.protocol));
        channels = await spdyChannels(upgrade, wants);
      }
      void channels.gone.then(() => gone.abort());
      const end = await run({ ...channels.streams, tty: wants.tty, signal: gone.signal }).catch(internal);
      await channels.finish(endStatus(end), spoken.protocol);
    },
  };
}

/** Newest first. */
const protocols = [
  'v5.channel.k8s.io',
  'v4.channel.k8s.io',
  'v3.channel.k8s.io',
  'v2.channel.k8s.io',
  'channel.k8s.io',
];

/** Which streams a client wants. */
export interface Wants {
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly tty: boolean;
}

/** Reads it from the query, where everything is spelt as in PodExecOptions. */
function wantedStreams(query: URLSearchParams): Wants {
  const is = (name: string) => query.has(name) && isTrueText(query.get(name) ?? '');
  const wants = { stdin: is('stdin'), stdout: is('stdout'), stderr: is('stderr'), tty: is('tty') };
  if (!wants.stdin && !wants.stdout && !wants.stderr) {
    throw badRequest('you must specify at least one of stdin, stdout, stderr');
  }
  // A terminal has one output.
  return wants.tty ? { ...wants, stderr: false } : wants;
}

function internal(error: unknown): CommandEnd {
  return { code: 500, problem: error instanceof Error ? error.message : String(error) };
}
