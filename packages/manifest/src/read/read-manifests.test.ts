import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../object/manifest.ts';
import { loadWorkloads } from './load-workloads.ts';
import { type ReadOptions, readManifests } from './read-manifests.ts';

const root = mkdtempSync(join(tmpdir(), 'outrigger-manifest-'));
afterAll(() => rmSync(root, { recursive: true }));

const pod = (name: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {containers: [{name: a, image: b}]}\n`;

describe('readManifests', () => {
  test('reads files and directories in the order given, and what is in a directory by name', async () => {
    const at = tree('order', {
      'b.yaml': pod('b'),
      'a.yml': pod('a'),
      'c/d.json': '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"d"}}',
      'e.yaml': pod('e'),
    });
    const manifests = await readAll([join(at, 'e.yaml'), at]);
    expect(manifests.map(({ file, objects }) => [file.slice(at.length + 1), objects[0]?.name])).toEqual([
      ['e.yaml', 'e'],
      ['a.yml', 'a'],
      ['b.yaml', 'b'],
      ['c/d.json', 'd'],
      ['e.yaml', 'e'],
    ]);
  });

  test('passes over what is hidden, node_modules, other names, pipes, and links that lead nowhere', async () => {
    const at = tree('skip', {
      '.hidden.yaml': pod('x'),
      '.git/a.yaml': pod('x'),
      'node_modules/a.yaml': pod('x'),
      'read.me': 'x',
      'web.yaml': pod('web'),
    });
    symlinkSync(join(at, 'gone.yaml'), join(at, 'dangling.yaml'));
    execFileSync('sh', ['-c', 'mkfifo "$0"', join(at, 'pipe.yaml')]);
    expect(names(await readAll([at]))).toEqual(['web']);
  });

  test('follows links, and ends where they make a loop', async () => {
    const at = tree('loop', { 'real/web.yaml': pod('web') });
    symlinkSync(at, join(at, 'real/up'));
    symlinkSync(join(at, 'real/web.yaml'), join(at, 'link.yaml'));
    expect(names(await readAll([at]))).toEqual(['web', 'web']);
  });

  test('reads standard input as -, wherever its pieces break', async () => {
    const bytes = Buffer.from(pod('é😀'));
    const stdin = (async function* () {
      for (const byte of bytes) yield Buffer.from([byte]);
    })();
    const [manifest] = await readAll(['-'], { stdin });
    expect([manifest?.file, manifest?.objects[0]?.name]).toEqual(['-', 'é😀']);
  });

  test('reads a pipe named by its path, as the shell’s <(helm template …) makes one', async () => {
    const at = tree('pipe', {});
    const fifo = join(at, 'fifo');
    execFileSync('sh', ['-c', 'mkfifo "$0"', fifo]);
    execFileSync('sh', ['-c', `(printf '%s' "$1" > "$0") >/dev/null 2>&1 &`, fifo, pod('piped')]);
    expect(names(await readAll([fifo]))).toEqual(['piped']);
  });

  const size = 50 * 1024 * 1024;
  test('refuses a file of 50 MB before it reads it', async () => {
    const file = join(tree('large', { 'large.yaml': '' }), 'large.yaml');
    truncateSync(file, size);
    const before = performance.now();
    expect(await problemsOf([file])).toEqual([['too-large', '50 MiB, and the limit is 32 MiB']]);
    expect(performance.now() - before).toBeLessThan(1000);
  });

  test('refuses standard input of 50 MB without waiting for its end', async () => {
    let given = 0;
    const stdin = (async function* () {
      for (; given < size; given += 65536) yield Buffer.alloc(65536, ' ');
    })();
    expect(await problemsOf(['-'], { stdin })).toEqual([['too-large', 'more than 32 MiB']]);
    expect(given).toBeLessThan(34 * 1024 * 1024);
  });

  test.each([
    ['no such file', 'none.yaml', undefined, 'not-found', 'no such file or directory'],
    [
      'a directory without manifests',
      '.',
      undefined,
      'no-manifests',
      'no *.yaml, *.yml or *.json file in this directory',
    ],
    ['a binary file', 'a.yaml', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0xff]), 'not-text', 'a binary file'],
    ['UTF-16', 'a.yaml', Buffer.from('\ufeffkind: Pod', 'utf16le'), 'not-text', 'UTF-16 text'],
    ['Latin-1', 'a.yaml', Buffer.from('a: 1\nb: caf\xe9\n', 'latin1'), 'not-text', 'not valid UTF-8'],
    [
      'control characters',
      'a.yaml',
      Buffer.from('a: 1\nb: \u0007\n'),
      'not-text',
      'control characters are not allowed',
    ],
  ])('says of %s what it is', async (name, file, bytes, code, message) => {
    const at = tree(name.replaceAll(' ', '-'), {});
    if (bytes) writeFileSync(join(at, file), bytes);
    expect(await problemsOf([join(at, file)])).toEqual([[code, message]]);
  });

  test('points at the first byte that is no UTF-8', async () => {
    const at = tree('point', {});
    writeFileSync(join(at, 'a.yaml'), Buffer.from('a: 1\nb: caf\xe9\n', 'latin1'));
    const [manifest] = await readAll([join(at, 'a.yaml')]);
    expect(manifest?.problems[0]?.position).toMatchObject({ line: 2, column: 7 });
  });

  test.skipIf(process.getuid?.() === 0)('says of a directory that may not be read that it may not', async () => {
    const at = tree('locked', { 'inside/web.yaml': pod('web'), 'web.yaml': pod('web') });
    chmodSync(join(at, 'inside'), 0);
    expect(await problemsOf([at])).toEqual([['unreadable', 'permission denied']]);
    chmodSync(join(at, 'inside'), 0o755);
  });

  test('says of a file in the place of a directory what it is', async () => {
    const at = tree('place', { 'web.yaml': pod('web') });
    expect(await problemsOf([join(at, 'web.yaml', 'more.yaml')])).toEqual([['not-found', 'no such file or directory']]);
  });

  test('stops between files when told to', async () => {
    const at = tree('stop', { 'a.yaml': pod('a'), 'b.yaml': pod('b') });
    const controller = new AbortController();
    const reading = readManifests([at], { signal: controller.signal });
    await reading.next();
    controller.abort();
    await expect(reading.next()).rejects.toThrow('aborted');
  });

  test('never throws, whatever bytes it is given', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ unit: 'binary', maxLength: 100 }).map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (given) => {
        const { workloads, problems } = await loadWorkloads(['-'], { stdin: once(given) });
        expect(workloads.length + problems.length).toBeGreaterThan(0);
      }),
      { numRuns: process.env.OUTRIGGER_TEST === 'full' ? 20_000 : 1000 },
    );
  });
});

describe('loadWorkloads', () => {
  test('says what an input without pods holds instead', async () => {
    const yaml = ['Service', 'ConfigMap', 'Service'].map((kind) => `apiVersion: v1\nkind: ${kind}\n`).join('---\n');
    const { problems } = await loadWorkloads(['-'], { stdin: once(Buffer.from(yaml)) });
    expect(problems.map(({ code, message, position }) => [code, message, position?.line])).toEqual([
      ['no-pod', 'no pod in here: it holds 2 × Service and a ConfigMap', 2],
    ]);
  });

  test('says that an empty input is empty', async () => {
    const { problems } = await loadWorkloads(['-'], { stdin: once(Buffer.from('# nothing\n')) });
    expect(problems.map(({ code, message }) => [code, message])).toEqual([['no-pod', 'no pod in here: it is empty']]);
  });

  test('says how to build a kustomization', async () => {
    const yaml = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n';
    const at = tree('kustomize', { 'kustomization.yaml': yaml });
    const { problems } = await loadWorkloads([join(at, 'kustomization.yaml')]);
    expect(problems.map(({ code, hint }) => [code, hint])).toEqual([
      ['no-pod', `build it first: kubectl kustomize ${at}`],
    ]);
  });

  test('takes files that are no manifests for a warning, below a directory that has pods', async () => {
    const at = tree('chart', {
      'values.yaml': 'replicas: 1\n',
      'web.yaml': pod('web'),
      'service.yaml': 'apiVersion: v1\nkind: Service\n',
    });
    const { workloads, problems } = await loadWorkloads([at]);
    expect(workloads.map(({ name }) => name)).toEqual(['web']);
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['not-kubernetes', 'warning']]);
  });
});

function tree(name: string, files: Readonly<Record<string, string>>): string {
  const at = join(root, name);
  mkdirSync(at, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    writeFileSync(join(at, path), text);
  }
  return at;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function readAll(paths: readonly string[], options?: ReadOptions): Promise<readonly Manifest[]> {
  const manifests: Manifest[] = [];
  for await (const manifest of readManifests(paths, options)) manifests.push(manifest);
  return manifests;
}

async function problemsOf(paths: readonly string[], options?: ReadOptions): Promise<unknown> {
  const manifests = await readAll(paths, options);
  return manifests.flatMap(({ problems }) => problems.map(({ code, message }) => [code, message]));
}

function names(manifests: readonly Manifest[]): readonly string[] {
  return manifests.flatMap(({ objects }) => objects.map(({ name }) => name));
}
