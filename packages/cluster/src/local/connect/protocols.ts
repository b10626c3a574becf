import type { ApiRequest } from '../request/api-request.ts';

/** How a client wants to speak after the upgrade. */
export interface Spoken {
  readonly over: 'websocket' | 'spdy';
  /** One of those that were offered. */
  readonly protocol: string;
}

/** The first of the wanted protocols that the client knows; undefined when there is none, or when it wants no upgrade. */
export function chooseProtocol({ headers }: ApiRequest, known: readonly string[]): Spoken | undefined {
  const upgrade = headers.upgrade?.toLowerCase() ?? '';
  const over = upgrade === 'websocket' ? 'websocket' : upgrade === 'spdy/3.1' ? 'spdy' : undefined;
  if (over === undefined) return undefined;
  const header = over === 'websocket' ? headers['sec-websocket-protocol'] : headers['x-stream-protocol-version'];
  const offered = (header ?? '').split(',').map((protocol) => protocol.trim());
  const protocol = known.find((each) => offered.includes(each));
  return protocol === undefined ? undefined : { over, protocol };
}

/** The head of the answer that turns a connection into SPDY (apimachinery pkg/util/httpstream/spdy/upgrade.go@1.36). */
export function spdyHead(protocol: string): string {
  const lines = ['HTTP/1.1 101 Switching Protocols', 'Connection: Upgrade', 'Upgrade: SPDY/3.1'];
  return [...lines, `X-Stream-Protocol-Version: ${protocol}`, '', ''].join('\r\n');
}
