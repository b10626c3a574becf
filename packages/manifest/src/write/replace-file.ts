import { constants } from 'node:fs';
import { access, type FileHandle, open, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Whether a file has its new text now; where not, it has the text that it had, to the last byte. */
export type ReplaceResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      /** `changed`: somebody else has written to it since it was read. */
      readonly code: 'changed' | 'not-found' | 'not-a-file' | 'unwritable';
      readonly message: string;
      readonly cause?: unknown;
    };

/**
 * Gives a file a new text in one step, if it still has the old one: whoever reads it meanwhile, even after a crash, sees the
 * one or the other. A symbolic link stays one, and its target is replaced; mode stays, and owner where the system lets it.
 *
 * ```ts
 * const result = await replaceFile('pod.yaml', text, applyEdits(text, edits));
 * if (!result.ok) console.error(`pod.yaml: ${result.message}`);
 * ```
 */
export async function replaceFile(path: string, old: string, text: string): Promise<ReplaceResult> {
  const temporary: { path?: string } = {};
  try {
    const target = await realpath(path);
    // Renaming asks for no leave to write to the file itself.
    await access(target, constants.W_OK);
    const refused = await refusal(target, old);
    if (refused) return refused;
    await writeBeside(target, text, temporary);
    // Writing takes time, and somebody may have used it.
    const late = await refusal(target, old);
    if (late) return late;
    if (temporary.path !== undefined) await rename(temporary.path, target);
    delete temporary.path;
    await syncFolder(dirname(target));
    return { ok: true };
  } catch (error) {
    return whyNot(error);
  } finally {
    // What cannot be removed now is a hidden file too many; the result says what matters.
    if (temporary.path !== undefined) await unlink(temporary.path).catch(() => {});
  }
}

/** Why the file may not be replaced: it is none, or has another text than the one that was read. */
async function refusal(target: string, old: string): Promise<ReplaceResult | undefined> {
  if (!(await stat(target)).isFile()) return { ok: false, code: 'not-a-file', message: 'not a regular file' };
  if ((await readFile(target)).equals(Buffer.from(old))) return undefined;
  return { ok: false, code: 'changed', message: 'it has been changed since it was read; nothing was written' };
}

/** Writes a file beside the target: a rename between file systems would be a copy, and a copy can be half done. */
async function writeBeside(target: string, text: string, temporary: { path?: string }): Promise<void> {
  const { mode, uid, gid } = await stat(target);
  const file = await openBeside(target, temporary);
  try {
    await file.writeFile(text);
    // Only the superuser may give files away; a group of one's own is allowed. Before chmod, because it clears set-id bits.
    await file.chown(uid, gid).catch(() => {});
    await file.chmod(mode & 0o7777);
    // Else the rename could reach the disk before the text does.
    await file.sync();
  } finally {
    await file.close();
  }
}

async function openBeside(target: string, temporary: { path?: string }): Promise<FileHandle> {
  for (let attempt = 0; ; attempt++) {
    const path = join(dirname(target), `.${basename(target)}.${process.pid}-${attempt}.tmp`);
    try {
      const file = await open(path, 'wx', 0o600);
      temporary.path = path;
      return file;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt >= mostAttempts) throw error;
    }
  }
}

// Left-overs of processes that had the same id and were killed.
const mostAttempts = 100;

/** So that the new name outlives a power failure. Some systems cannot; the file is whole there, too. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder);
    await handle.sync().finally(() => handle.close());
  } catch {
    // Windows opens no folders, and some network file systems sync none.
  }
}

function whyNot(cause: unknown): ReplaceResult {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  const [ours, words] = reasons[code] ?? ['unwritable', message ?? String(cause)];
  return { ok: false, code: ours, message: words, cause };
}

type Failure = Extract<ReplaceResult, { ok: false }>['code'];

const reasons: Readonly<Record<string, readonly [Failure, string]>> = {
  ENOENT: ['not-found', 'no such file or directory'],
  ENOTDIR: ['not-found', 'no such file or directory'],
  ELOOP: ['not-found', 'symbolic links that lead in a circle'],
  EISDIR: ['not-a-file', 'a directory'],
  EACCES: ['unwritable', 'permission denied'],
  EPERM: ['unwritable', 'operation not permitted'],
  EROFS: ['unwritable', 'the file system is read-only'],
  ENOSPC: ['unwritable', 'no space left on the device'],
  EDQUOT: ['unwritable', 'no space left for this user'],
};
