import { randomUUID } from 'node:crypto';
import { chown, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Whether a file has the new text now; if not, it has the text it had. */
export type ReplaceResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'changed' | 'unwritable'; readonly message: string; readonly cause?: unknown };

/**
 * Puts a new text in the place of the old one, all or nothing: it is written to a file beside it, forced to the disk, and
 * renamed. A file that no longer has the old text has been changed by somebody else, and stays. A link stays a link.
 */
export async function replaceFile(path: string, before: string, after: string): Promise<ReplaceResult> {
  try {
    const target = await realpath(path);
    if ((await readFile(target, 'utf8')) !== before) {
      return { ok: false, code: 'changed', message: 'it has been changed since it was read; nothing was written' };
    }
    await swap(target, after);
    return { ok: true };
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    return { ok: false, code: 'unwritable', message: reasons[code] ?? String((cause as Error).message), cause };
  }
}

async function swap(target: string, text: string): Promise<void> {
  const { mode, uid, gid } = await stat(target);
  const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(text);
      await file.chmod(mode);
      await file.sync();
    } finally {
      await file.close();
    }
    // Only root can give a file away; whoever may write it may also own it.
    await chown(temporary, uid, gid).catch(() => {});
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device',
  ENOENT: 'no such file',
};
