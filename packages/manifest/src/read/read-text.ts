import { type FileHandle, open } from 'node:fs/promises';
import type { ProblemCode } from '../problem/problem.ts';
import { decodeText } from './decode-text.ts';

/** The text of an input, or why it has none. */
export type TextResult =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      readonly code: ProblemCode;
      readonly message: string;
      readonly hint?: string;
      /** The text as far as it could be decoded, and where in it the trouble is. */
      readonly at?: { readonly text: string; readonly offset: number };
    };

/** Reads a file, a pipe or a device, of at most `maxBytes`: a larger file is refused before it is read. */
export async function readFileText(path: string, maxBytes: number): Promise<TextResult> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    const status = await file.stat();
    if (status.size > maxBytes) return tooLarge(maxBytes, status.size);
    // A stream takes longer to set up than most manifests to read, so it is kept for what has no size.
    if (status.isFile()) return decodeText(await file.readFile());
    return await readStreamText(file.createReadStream({ autoClose: false }), maxBytes);
  } catch (error) {
    return whyUnreadable(error);
  } finally {
    await file?.close();
  }
}

/** Reads a stream to its end, of at most `maxBytes`; stops reading where it has more. */
export async function readStreamText(
  stream: AsyncIterable<Uint8Array | string>,
  maxBytes: number,
): Promise<TextResult> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      const buffer = Buffer.from(chunk as Uint8Array);
      bytes += buffer.length;
      if (bytes > maxBytes) return tooLarge(maxBytes);
      chunks.push(buffer);
    }
  } catch (error) {
    return whyUnreadable(error);
  }
  return decodeText(Buffer.concat(chunks));
}

function tooLarge(maxBytes: number, size?: number): TextResult {
  const limit = `${Math.floor(maxBytes / mebibyte)} MiB`;
  const message =
    size === undefined ? `more than ${limit}` : `${Math.ceil(size / mebibyte)} MiB, and the limit is ${limit}`;
  return { ok: false, code: 'too-large', message, hint: 'Kubernetes stores no object above 1.5 MiB; split the file' };
}

const mebibyte = 1024 * 1024;

/** What the operating system's error means to a user. */
export function whyUnreadable(error: unknown): TextResult {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return { ok: false, code: 'not-found', message: 'no such file or directory' };
  if (code === 'EACCES' || code === 'EPERM') return { ok: false, code: 'unreadable', message: 'permission denied' };
  if (code === 'EISDIR') return { ok: false, code: 'unreadable', message: 'a directory, where a file is needed' };
  return { ok: false, code: 'unreadable', message: message ?? String(error) };
}
