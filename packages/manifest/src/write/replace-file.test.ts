import {
  chmodSync,
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

describe('replacing a file', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'outrigger-replace-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('gives it the new text, keeps its mode, and leaves nothing else behind', async () => {
    const path = join(folder, 'pod.yaml');
    writeFileSync(path, 'old');
    chmodSync(path, 0o640);
    expect(await replaceFile(path, 'old', 'new')).toEqual({ ok: true });
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['pod.yaml']);
  });

  test('leaves a file alone that somebody has changed meanwhile', async () => {
    const path = join(folder, 'pod.yaml');
    writeFileSync(path, 'theirs');
    expect(await replaceFile(path, 'old', 'new')).toMatchObject({ ok: false, code: 'changed' });
    expect(readFileSync(path, 'utf8')).toBe('theirs');
  });

  test('writes through a link to the file behind it', async () => {
    writeFileSync(join(folder, 'target.yaml'), 'old');
    symlinkSync('target.yaml', join(folder, 'link.yaml'));
    expect(await replaceFile(join(folder, 'link.yaml'), 'old', 'new')).toEqual({ ok: true });
    expect(readFileSync(join(folder, 'target.yaml'), 'utf8')).toBe('new');
    expect(readdirSync(folder).toSorted()).toEqual(['link.yaml', 'target.yaml']);
  });

  test('says why it cannot', async () => {
    expect(await replaceFile(join(folder, 'none.yaml'), 'old', 'new')).toMatchObject({
      ok: false,
      code: 'unwritable',
      message: 'no such file',
    });
  });
});
