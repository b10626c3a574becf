import type { LocalServer } from '../server.ts';

/** What a test asks of a server. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** The media type of the body. */
  readonly type?: string;
}

/** What it is told, read again. */
export interface Told {
  readonly status: number;
  readonly warning: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every kind
  readonly body: any;
}

/** Asks a server within the process, as an administrator. A text is sent as it is, everything else as JSON. */
export async function ask(server: LocalServer, { method, path, body, type }: Asked): Promise<Told> {
  const [place = '', query = ''] = path.split('?');
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await server.answer({
    method,
    path: place,
    query: new URLSearchParams(query),
    headers: { 'content-type': type ?? 'application/json', 'user-agent': 'tester/1.0' },
    body: new TextEncoder().encode(text),
    signal: new AbortController().signal,
    insider: { username: 'admin', groups: ['system:masters', 'system:authenticated'] },
  });
  return { status: answer.status, warning: answer.headers.warning, body: JSON.parse(String(answer.body)) };
}
