import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import { socketCarrier } from '../carriers.ts';
import { beginSpdy, type SpdySession } from './session.ts';

/** What could not be had, as the server says it. */
export interface DialProblem {
  readonly problem: string;
}

/**
 * Connects to a streaming server of Kubernetes' making, that of a container runtime for example, as kubectl does by SPDY
 * (apimachinery pkg/util/httpstream/spdy/roundtripper.go@1.36). The protocol is one of `v4.channel.k8s.io` and
 * `portforward.k8s.io`. The signal breaks the connection off.
 */
export function dialSpdy(url: string, protocol: string, signal: AbortSignal): Promise<SpdySession | DialProblem> {
  const send = url.startsWith('https:') ? secureRequest : request;
  const headers = { connection: 'Upgrade', upgrade: 'SPDY/3.1', 'x-stream-protocol-version': protocol };
  return new Promise((settled) => {
    const asked = send(url, { method: 'POST', headers, agent: false, signal });
    asked.once('upgrade', (_answer, socket: Duplex, head: Buffer) => {
      if (head.length > 0) socket.unshift(head);
      socket.on('error', () => {});
      signal.addEventListener('abort', () => socket.destroy(), { once: true });
      settled(beginSpdy(socketCarrier(socket)));
    });
    asked.once('response', (answer) => {
      let said = '';
      answer.setEncoding('utf8');
      answer.on('data', (text: string) => {
        said += text;
      });
      answer.once('close', () => settled({ problem: said.trim() || `${answer.statusCode} ${answer.statusMessage}` }));
    });
    asked.once('error', ({ message }) => settled({ problem: message }));
    asked.end();
  });
}
