import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStore } from './sqlite-store.ts';
import type { Store } from './store.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
  file = join(folder, 'objects.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

function open(): Store {
  const store = openSqliteStore(file);
  if ('unusable' in store) throw new Error(store.unusable);
  return store;
}

test('objects are there after a restart with their versions, and versions go on where they were', () => {
  const first = open();
  const kept = first.put('configmaps', 'default/a', { data: { a: '1' } });
  first.put('configmaps', 'default/b', {});
  first.remove('configmaps', 'default/b');
  const version = first.version();
  first.close();

  const second = open();
  expect(second.version()).toBe(version);
  expect(second.get('configmaps', 'default/a')).toEqual(kept);
  expect(second.get('configmaps', 'default/b')).toBeUndefined();
  expect(second.watch('configmaps', version - 1, () => {})).toEqual({ compacted: true, oldest: version });
  expect(second.put('configmaps', 'default/c', {}).metadata?.resourceVersion).toBe(String(version + 1));
  second.close();
});

test('a file that another process uses, or that is none of ours, is refused with a reason', () => {
  const first = open();
  expect(openSqliteStore(file)).toEqual({ unusable: 'database is locked' });
  first.close();
  writeFileSync(file, 'apiVersion: v1\nkind: ConfigMap\n'.repeat(100));
  expect(openSqliteStore(file)).toEqual({ unusable: 'file is not a database' });
});

test('nothing that was acknowledged is lost when the process is killed', async () => {
  const writer = spawn(
    process.execPath,
    [
      '--conditions=@outrigger/source',
      '--input-type=module',
      '--eval',
      `import { openSqliteStore } from '${new URL('./sqlite-store.ts', import.meta.url).href}';
       const store = openSqliteStore(${JSON.stringify(file)});
       for (let n = 0; ; n++) {
         const key = String(n % 50);
         const { metadata } = n % 7 === 0 ? store.remove('things', key) ?? store.put('things', key, { n }) : store.put('things', key, { n });
         process.stdout.write(key + ' ' + metadata.resourceVersion + ' ' + (store.get('things', key) !== undefined) + '\\n');
         await new Promise((turn) => setImmediate(turn));
       }`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const acknowledged = new Map<string, { readonly version: string; readonly isThere: boolean }>();
  let newest = 0;
  for await (const line of createInterface({ input: writer.stdout })) {
    const [key = '', version = '', isThere] = line.split(' ');
    acknowledged.set(key, { version, isThere: isThere === 'true' });
    newest = Number(version);
    if (newest === 1500) writer.kill('SIGKILL');
  }
  if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit');

  const store = open();
  expect(newest).toBeGreaterThanOrEqual(1500);
  expect(store.version()).toBeGreaterThanOrEqual(newest);
  for (const [key, { version, isThere }] of acknowledged) {
    const object = store.get('things', key);
    // One more write may have been kept that nobody was told of.
    if (Number(object?.metadata?.resourceVersion ?? 0) > newest) continue;
    if (store.version() === newest) expect([key, object !== undefined]).toEqual([key, isThere]);
    if (object !== undefined) expect([key, object.metadata?.resourceVersion]).toEqual([key, version]);
  }
  store.close();
});
