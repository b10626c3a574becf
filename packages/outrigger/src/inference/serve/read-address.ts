import { badFlag } from '../../world/failure.ts';

/** Where to listen. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** Reads `HOST:PORT` of a flag; an IPv6 address stands in brackets. */
export function readAddress(flag: string, text: string): ListenAddress {
  const [, host = '', port = ''] = /^(\[[^\]]+\]|[^:]*):(\d+)$/.exec(text) ?? [];
  if (host === '' || Number(port) > 65_535)
    throw badFlag(flag, `${JSON.stringify(text)} is no address`, 'write HOST:PORT, as 127.0.0.1:9002');
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}
