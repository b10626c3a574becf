import { expect, test } from 'vitest';
import type { ApiObject } from '../object/api-object.ts';
import { type AskedServer, askedServer } from './testing/ask-local.ts';

const collection = '/api/v1/namespaces/default/configmaps';

interface List {
  readonly metadata: { readonly resourceVersion: string; readonly continue?: string };
  readonly items: readonly ApiObject[];
}

async function pages({ read }: AskedServer, query: string, between: () => void = () => {}): Promise<readonly List[]> {
  const all: List[] = [];
  for (let token = ''; ; between()) {
    const page = (await read(`${collection}?${query}${token === '' ? '' : `&continue=${token}`}`)) as unknown as List;
    all.push(page);
    if (page.metadata.continue === undefined) return all;
    token = page.metadata.continue;
  }
}

function names(lists: readonly List[]): readonly (string | undefined)[] {
  return lists.flatMap(({ items }) => items.map(({ metadata }) => metadata?.name));
}

function manyConfigMaps(count: number): AskedServer {
  const asked = askedServer({ standsStill: true });
  for (let n = 0; n < count; n++) put(asked, `c-${String(n).padStart(5, '0')}`, n % 100 === 0 ? 'rare' : 'usual');
  return asked;
}

function put({ server }: AskedServer, name: string, kind: string): void {
  server.store.put('configmaps', `default/${name}`, { metadata: { name, namespace: 'default', labels: { kind } } });
}

test('pages are those of the first one’s version, whatever is written while they are read', async () => {
  const asked = manyConfigMaps(1000);
  let written = 0;
  const lists = await pages(asked, 'limit=70', () => {
    put(asked, `c-00${String(written++).padStart(3, '0')}x`, 'new');
    asked.server.store.remove('configmaps', `default/c-00${String(999 - written).padStart(3, '0')}`);
  });
  expect(new Set(lists.map(({ metadata }) => metadata.resourceVersion)).size).toBe(1);
  expect(names(lists)).toEqual(Array.from({ length: 1000 }, (_, n) => `c-${String(n).padStart(5, '0')}`));
});

test('pages of a selection are full, whether many or few are selected', async () => {
  const asked = manyConfigMaps(5000);
  const rare = await pages(asked, 'limit=20&labelSelector=kind%3Drare');
  expect(rare.map(({ items }) => items.length)).toEqual([20, 20, 10]);
  expect(new Set(names(rare)).size).toBe(50);
  const none = await pages(asked, 'limit=1&labelSelector=kind%3Dnone');
  expect(names(none)).toEqual([]);
  const usual = await pages(asked, 'limit=2000&labelSelector=kind%3Dusual');
  expect(names(usual)).toHaveLength(4950);
});
