import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { replaceFile } from './replace-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'replace-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('replacing a file', () => {
  test('gives it the new text, and leaves nothing else behind', async () => {
    const file = written('a.yaml', 'old: é\n');
    expect(await replaceFile(file, 'old: é\n', 'new: ü\n')).toEqual({ ok: true });
    expect(readFileSync(file, 'utf8')).toBe('new: ü\n');
    expect(readdirSync(folder)).toEqual(['a.yaml']);
  });

  test('keeps a byte order mark that was read', async () => {
    const file = written('a.yaml', '\ufeffa: 1\n');
    expect(await replaceFile(file, '\ufeffa: 1\n', '\ufeffa: 2\n')).toEqual({ ok: true });
    expect(readFileSync(file)).toEqual(Buffer.from('\ufeffa: 2\n'));
  });

  test.each([0o644, 0o600, 0o755, 0o664])('keeps mode %o', async (mode) => {
    const file = written('a.yaml', 'a');
    chmodSync(file, mode);
    expect(await replaceFile(file, 'a', 'b')).toEqual({ ok: true });
    expect(statSync(file).mode & 0o777).toBe(mode);
  });

  test('follows symbolic links, and they stay links', async () => {
    mkdirSync(join(folder, 'real'));
    const file = written('real/a.yaml', 'a');
    symlinkSync('real/a.yaml', join(folder, 'first'));
    symlinkSync('first', join(folder, 'second'));
    expect(await replaceFile(join(folder, 'second'), 'a', 'b')).toEqual({ ok: true });
    expect(readFileSync(file, 'utf8')).toBe('b');
    expect(lstatSync(join(folder, 'second')).isSymbolicLink()).toBe(true);
    expect(lstatSync(join(folder, 'first')).isSymbolicLink()).toBe(true);
    expect(readdirSync(folder).toSorted()).toEqual(['first', 'real', 'second']);
  });

  test('does not touch a file that has changed since it was read', async () => {
    const file = written('a.yaml', 'theirs');
    expect(await replaceFile(file, 'ours', 'new')).toMatchObject({ ok: false, code: 'changed' });
    expect(readFileSync(file, 'utf8')).toBe('theirs');
    expect(readdirSync(folder)).toEqual(['a.yaml']);
  });

  test('lets one of two writers win, whole', async () => {
    const file = written('a.yaml', 'old');
    const texts = ['x', 'y'].map((letter) => letter.repeat(1_000_000));
    await Promise.all(texts.map((text) => replaceFile(file, 'old', text)));
    expect(texts).toContain(readFileSync(file, 'utf8'));
    expect(readdirSync(folder)).toEqual(['a.yaml']);
  });

  test('passes over what a killed process left behind', async () => {
    const file = written('a.yaml', 'a');
    written(`.a.yaml.${process.pid}-0.tmp`, 'half');
    expect(await replaceFile(file, 'a', 'b')).toEqual({ ok: true });
    expect(readFileSync(file, 'utf8')).toBe('b');
  });

  test('says why it cannot be', async () => {
    symlinkSync('loop', join(folder, 'loop'));
    mkdirSync(join(folder, 'folder'));
    const said = await Promise.all(
      ['none', 'loop', 'folder', 'folder/none'].map((name) => failure(join(folder, name))),
    );
    expect(said).toMatchObject([
      { ok: false, code: 'not-found', message: 'no such file or directory' },
      { ok: false, code: 'not-found', message: 'symbolic links that lead in a circle' },
      { ok: false, code: 'not-a-file', message: 'not a regular file' },
      { ok: false, code: 'not-found', message: 'no such file or directory' },
    ]);
  });

  // The superuser may write everywhere.
  test.skipIf(process.getuid?.() === 0)('does not write to a file that may only be read', async () => {
    const file = written('a.yaml', 'a');
    chmodSync(file, 0o444);
    expect(await replaceFile(file, 'a', 'b')).toMatchObject({
      ok: false,
      code: 'unwritable',
      message: 'permission denied',
    });
    expect(readFileSync(file, 'utf8')).toBe('a');
  });

  test.skipIf(!existsSync('/proc/version'))('says so of a file system that takes no files', async () => {
    const text = readFileSync('/proc/version', 'utf8');
    expect(await replaceFile('/proc/version', text, 'b')).toMatchObject({ ok: false });
    expect(readFileSync('/proc/version', 'utf8')).toBe(text);
  });
});

function failure(path: string) {
  return replaceFile(path, 'a', 'b');
}

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
