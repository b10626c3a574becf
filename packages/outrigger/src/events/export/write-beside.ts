import { open, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../../world/failure.ts';

/**
 * Writes a file under another name beside it, and gives it its own when all of it is on the disk: nobody ever finds half of it. Answers
 * with false when the signal ended it before.
 */
export async function writeBeside(
  path: string,
  pieces: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<boolean> {
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  const file = await toFailure(path, () => open(beside, 'w', 0o644));
  let isWhole = false;
  try {
    for await (const piece of pieces) {
      if (signal.aborted) return false;
      await toFailure(path, () => file.writeFile(piece));
    }
    await toFailure(path, () => file.sync());
    isWhole = true;
  } finally {
    await file.close();
    if (!isWhole) await unlink(beside).catch(() => {});
  }
  await toFailure(path, () => rename(beside, path)).catch(async (error) => {
    await unlink(beside).catch(() => {});
    throw error;
  });
  return true;
}

async function toFailure<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Failure(`--to: ${path} cannot be written: ${WHY[code ?? ''] ?? message}`, {
      code: 'unwritable',
      hint: 'name another file',
      cause: error,
    });
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  EISDIR: 'it is a folder',
  ENOTEMPTY: 'it is a folder',
  EACCES: 'permission denied',
  ENOSPC: 'no space left on the device',
  EROFS: 'the file system is read-only',
};
