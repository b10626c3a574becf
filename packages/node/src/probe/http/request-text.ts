import type { HttpRequest } from './request-of.ts';

/** A request as it goes over the wire, one character for each byte, its headers in Go's order (net/http/request.go at Go 1.26: write). */
export function requestText({ path, hostHeader, authority, headers }: HttpRequest): string {
  const lines = [`GET ${path} HTTP/1.1`, `Host: ${hostHeader ?? authority}`];
  const [agent] = headers.get('User-Agent') ?? [];
  if (agent) lines.push(`User-Agent: ${agent}`);
  for (const [name, values] of [...headers].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (name === 'User-Agent') continue;
    for (const value of values) lines.push(`${name}: ${value}`);
  }
  lines.push('Connection: close', '', '');
  return lines.join('\r\n');
}
