import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ApiObject } from '../object/api-object.ts';
import { type AskedServer, askedServer, textOf } from './testing/ask-local.ts';

const collection = '/api/v1/namespaces/default/configmaps';

/** What happens to one of a few ConfigMaps: it gets this label, or goes. */
type Step = readonly [name: string, label: 'odd' | 'even' | 'gone'];
const histories: fc.Arbitrary<Step[]> = fc.array(
  fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('odd', 'even', 'gone')),
  { minLength: 1, maxLength: 12 },
);
const selections = fc.constantFrom(
  '',
  'labelSelector=page%3Dodd&',
  'fieldSelector=metadata.name%3Da&',
  'labelSelector=page!%3Dodd&',
);

test('a watch from any version tells what makes the list of that version the list of now', async () => {
  await fc.assert(
    fc.asyncProperty(histories, selections, async (history, selection) => {
      const asked = askedServer();
      const versions = [await versionNow(asked)];
      for (const step of history) {
        await happen(asked, step);
        versions.push(await versionNow(asked));
      }
      const now = await list(asked, selection);
      for (const version of versions) {
        const then = await list(asked, `${selection}resourceVersion=${version}&resourceVersionMatch=Exact&`);
        const watched = await watch(asked, `${selection}resourceVersion=${version}&`);
        expect(followed(then, watched)).toEqual(now);
      }
      const initial = await watch(
        asked,
        `${selection}sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&`,
      );
      expect(
        followed(
          new Map(),
          initial.filter(({ type }) => type !== 'BOOKMARK'),
        ),
      ).toEqual(now);
      expect(initial.at(-1)?.object.metadata?.annotations).toEqual({ 'k8s.io/initial-events-end': 'true' });
    }),
    { numRuns: 40 },
  );
}, 30_000);

interface Line {
  readonly type: string;
  readonly object: ApiObject;
}
type Listed = ReadonlyMap<string, string>;

/** A list and the lines that follow; no object may be added twice, or changed or deleted without being there. */
function followed(list: Listed, lines: readonly Line[]): Listed {
  const now = new Map(list);
  let newest = 0;
  for (const { type, object } of lines) {
    const { name = '', resourceVersion = '' } = object.metadata ?? {};
    expect([type, now.has(name)]).toEqual([type, type !== 'ADDED']);
    expect(Number(resourceVersion)).toBeGreaterThan(type === 'ADDED' && list.size === 0 ? 0 : newest);
    newest = Number(resourceVersion);
    if (type === 'DELETED') now.delete(name);
    else now.set(name, resourceVersion);
  }
  return new Map([...now].sort(([one], [other]) => (one < other ? -1 : 1)));
}

async function happen({ ask }: AskedServer, [name, label]: Step): Promise<void> {
  if (label === 'gone') {
    await ask('DELETE', `${collection}/${name}`);
    return;
  }
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels: { page: label } } };
  const { status } = await ask('POST', collection, { body: object });
  if (status === 409) await ask('PUT', `${collection}/${name}`, { body: object });
}

async function versionNow({ read }: AskedServer): Promise<string> {
  return (await read(collection)).metadata?.resourceVersion ?? '';
}

async function list({ read }: AskedServer, query: string): Promise<Listed> {
  const { items } = (await read(`${collection}?${query}`)) as { readonly items?: readonly ApiObject[] };
  const entries = (items ?? []).map(({ metadata }) => [metadata?.name ?? '', metadata?.resourceVersion ?? ''] as const);
  return new Map(entries);
}

async function watch({ ask }: AskedServer, query: string): Promise<readonly Line[]> {
  const text = await textOf(await ask('GET', `${collection}?watch=1&timeoutSeconds=1&${query}`));
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
}
