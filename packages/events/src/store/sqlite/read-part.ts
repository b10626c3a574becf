import { type PartBody, type PartHead, readBody, readHead } from './pack-part.ts';

/** As it lies in the file. */
export interface StoredPart {
  readonly id: number;
  readonly rows: number;
  readonly head: Uint8Array;
  readonly body: Uint8Array;
}

/** A part whose head is read; its body is when it is asked for. */
export interface ReadPart {
  readonly rows: number;
  readonly head: PartHead;
  readonly body: () => PartBody;
  /** What it takes in memory, about. */
  readonly bytes: () => number;
}

/** Unpacks what is asked for; `onMore` hears of bytes that it takes later. */
export function readPart(
  { rows, head: packedHead, body: packedBody }: StoredPart,
  onMore?: (bytes: number) => void,
): ReadPart {
  const head = readHead(packedHead, rows);
  let bytes = packedBody.length + rows * BYTES_OF_HEAD;
  let body: PartBody | undefined;
  return {
    rows,
    head,
    body() {
      if (body !== undefined) return body;
      body = readBody(packedBody, rows, head);
      bytes += body.bytes;
      onMore?.(body.bytes);
      return body;
    },
    bytes: () => bytes,
  };
}

/** Two numbers of four bytes, two of eight. */
const BYTES_OF_HEAD = 24;
