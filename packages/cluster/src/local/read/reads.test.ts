import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { type AskedServer, askedServer, textOf } from './testing/ask-local.ts';

/** A request that kube-apiserver 1.36.2 was asked with six ConfigMaps (`~`), and what is to be known of its answer. */
interface Asked {
  readonly ask: string;
  readonly accept?: string;
  readonly status: number;
  readonly kind?: string;
  /** Of a list, in its order. */
  readonly names?: string;
  readonly more?: boolean;
  readonly remaining?: number;
  readonly message?: string;
  readonly reason?: string;
  readonly details?: object;
  /** Of a watch: type, kind and name. */
  readonly lines?: readonly string[];
  readonly text?: string;
}

const collection = '/api/v1/namespaces/probe/configmaps';
const rows = readFileSync(new URL('./testing/asked-of-1.36.2.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Asked);

let asked: AskedServer;
beforeAll(async () => {
  asked = askedServer();
  await asked.create('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'probe' } });
  for (let at = 0; at < 6; at++) {
    const labels = { page: at % 2 ? 'odd' : 'even', n: String(at) };
    await asked.create(collection, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `p-${at}`, labels } });
  }
});

test.each(rows.map((row) => [`${row.ask} ${row.accept ?? ''}`, row] as const))('%s', async (_name, row) => {
  const { ask, accept, ...expected } = row;
  const [method = '', path = ''] = ask.includes(' ') ? ask.split(' ') : ['GET', ask];
  const answer = await asked.ask(method, path.replace('~', collection), { accept });
  const body = await textOf(answer);
  expect({ status: answer.status, ...seen(body, expected) }).toEqual(expected);
});

/** As much of an answer as the row says. */
function seen(text: string, { lines, text: whole, kind, message }: Omit<Asked, 'ask'>): object {
  if (lines !== undefined) return { lines: withoutRepeatedBookmarks(text.split('\n').filter(Boolean).map(lineOf)) };
  if (whole !== undefined) return { text };
  if (kind === undefined && message === undefined) return {};
  const object = JSON.parse(text);
  if (object.kind === 'Status') {
    const { message: words, reason, details } = object;
    const isLong = details !== undefined && JSON.stringify(details).length >= 400;
    return {
      message: withoutVersion(words),
      ...(reason !== undefined && { reason }),
      ...(details !== undefined && !isLong && { details }),
    };
  }
  const { items, metadata = {} } = object;
  return {
    kind: object.kind,
    ...(items !== undefined && { names: items.map((item: Named) => item.metadata.name).join(' ') }),
    ...(metadata.continue !== undefined && { more: true }),
    ...(metadata.remainingItemCount !== undefined && { remaining: metadata.remainingItemCount }),
  };
}

interface Named {
  readonly metadata: { readonly name?: string; readonly annotations?: object };
}

function lineOf(line: string): string {
  const { type, object } = JSON.parse(line);
  const { metadata }: Named = object.kind === 'Table' ? object.rows[0].object : object;
  const what = metadata.name ?? (metadata.annotations ? 'initial-events-end' : withoutVersion(object.message ?? ''));
  return `${type} ${object.kind} ${what}`;
}

/** How many bookmarks come is up to the server's clock. */
function withoutRepeatedBookmarks(lines: readonly string[]): readonly string[] {
  return lines.filter((line, at) => !(line.startsWith('BOOKMARK') && lines[at - 1]?.startsWith('BOOKMARK')));
}

function withoutVersion(text: string): string {
  return text.replace(/current: .*/, 'current: <rv>');
}
