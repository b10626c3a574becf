import type { BodyLength } from './body-length.ts';

/** Takes in a body bit by bit, and no more of it than anybody wants. */
export interface BodyReader {
  readonly push: (bytes: Buffer) => BodyProgress;
  /** There will be no more: why that is too soon, in Go's words, or undefined when it is not. */
  readonly end: () => string | undefined;
  readonly taken: () => Buffer;
}

/** Whether a body is all there. `broken` = it cannot be read on. */
export type BodyProgress = { readonly is: 'more' | 'whole' } | { readonly is: 'broken'; readonly why: string };

/** Reads a body of a known kind of length. The rest of a long one is nobody's business, and there may be no end of it. */
export function createBodyReader(length: Exclude<BodyLength, { is: 'unreadable' }>): BodyReader {
  const taken: Buffer[] = [];
  let size = 0;
  const take = (bytes: Buffer): boolean => {
    taken.push(bytes.subarray(0, MOST_BODY - size));
    size += bytes.length;
    return size >= MOST_BODY;
  };
  const chunks = length.is === 'chunks' ? chunkReader(take) : undefined;
  return {
    push(bytes) {
      if (chunks) return chunks(bytes);
      if (take(length.is === 'bytes' ? bytes.subarray(0, length.bytes - size) : bytes)) return WHOLE;
      return length.is === 'bytes' && size >= length.bytes ? WHOLE : MORE;
    },
    end: () => (length.is === 'rest' ? undefined : 'unexpected EOF'),
    taken: () => Buffer.concat(taken),
  };
}

/** pkg/probe/http/http.go@v1.36.2: maxRespBodyLength. */
const MOST_BODY = 10 * 2 ** 10;

const MORE: BodyProgress = { is: 'more' };
const WHOLE: BodyProgress = { is: 'whole' };

/** net/http/internal/chunked.go at Go 1.26. `take` says when it has enough. */
function chunkReader(take: (bytes: Buffer) => boolean): (bytes: Buffer) => BodyProgress {
  let unread = Buffer.alloc(0);
  /** Of the chunk that is being read; undefined when its length comes next. */
  let left: number | undefined;
  return (bytes) => {
    unread = Buffer.concat([unread, bytes]);
    for (;;) {
      if (left === undefined) {
        const end = unread.indexOf('\n');
        if (end < 0) return unread.length > MOST_LINE ? { is: 'broken', why: 'header line too long' } : MORE;
        const [written = ''] = unread.toString('latin1', 0, end).trimEnd().split(';', 1);
        const digits = written.trimEnd();
        if (digits === '') return { is: 'broken', why: 'empty hex number for chunk length' };
        if (!/^[0-9a-fA-F]+$/.test(digits)) return { is: 'broken', why: 'invalid byte in chunk length' };
        if (digits.length > 16) return { is: 'broken', why: 'http chunk length too large' };
        left = Number.parseInt(digits, 16);
        unread = unread.subarray(end + 1);
        // What may follow the last chunk is of no interest.
        if (left === 0) return WHOLE;
      }
      const part = unread.subarray(0, left);
      unread = unread.subarray(part.length);
      left -= part.length;
      if (part.length > 0 && take(part)) return WHOLE;
      if (left > 0 || unread.length < 2) return MORE;
      if (unread[0] !== 0x0d || unread[1] !== 0x0a) return { is: 'broken', why: 'malformed chunked encoding' };
      unread = unread.subarray(2);
      left = undefined;
    }
  };
}

/** net/http/internal/chunked.go: maxLineLength. */
const MOST_LINE = 4096;
