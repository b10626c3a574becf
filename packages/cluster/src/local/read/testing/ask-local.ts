import type { ApiAnswer } from '../../answer/api-answer.ts';
import { createLocal } from '../../create-local.ts';
import type { ApiObject } from '../../object/api-object.ts';
import type { LocalServer } from '../../server.ts';

/** A server whose time passes when somebody waits, and a way to ask it. */
export interface AskedServer {
  readonly server: LocalServer;
  readonly ask: (method: string, path: string, request?: AskOptions) => Promise<ApiAnswer>;
  /** Asks for JSON, and reads all of it. */
  readonly read: (path: string, request?: AskOptions) => Promise<ApiObject>;
  readonly create: (path: string, object: ApiObject) => Promise<ApiObject>;
}

/** What goes with a request. */
export interface AskOptions {
  readonly accept?: string | undefined;
  readonly type?: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Makes one; time that stands still passes for nobody. */
export function askedServer({ standsStill = false } = {}): AskedServer {
  let time = Date.UTC(2026, 0, 1);
  const server = createLocal({
    now: () => new Date(time),
    async delay(ms, signal) {
      if (standsStill) await new Promise((over) => signal?.addEventListener('abort', over, { once: true }));
      // Whoever waits lets others have their turn first, and then time jumps.
      await new Promise((turn) => setImmediate(turn));
      if (signal?.aborted !== true) time += ms;
    },
  });
  const ask: AskedServer['ask'] = (method, path, { accept, body, signal, type = 'application/json' } = {}) => {
    const url = new URL(path, 'http://server');
    return server.answer({
      method,
      path: url.pathname,
      query: url.searchParams,
      headers: { ...(accept !== undefined && { accept }), ...(body !== undefined && { 'content-type': type }) },
      body: new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body)),
      signal: signal ?? new AbortController().signal,
      insider: { username: 'admin', groups: ['system:masters'] },
    });
  };
  const parsed = async (answer: Promise<ApiAnswer>): Promise<ApiObject> =>
    JSON.parse(await textOf(await answer)) as ApiObject;
  return {
    server,
    ask,
    read: (path, request) => parsed(ask('GET', path, request)),
    create: (path, object) => parsed(ask('POST', path, { body: object })),
  };
}

/** All of a body. */
export async function textOf({ body }: Pick<ApiAnswer, 'body'>): Promise<string> {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  let text = '';
  for await (const piece of body) text += typeof piece === 'string' ? piece : new TextDecoder().decode(piece);
  return text;
}
