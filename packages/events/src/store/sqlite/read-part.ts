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
}

/** Unpacks what is asked for. */
export function readPart({ rows, head: packedHead, body: packedBody }: StoredPart): ReadPart {
  const head = readHead(packedHead, rows);
  let body: PartBody | undefined;
  return {
    rows,
    head,
    body: () => {
      body ??= readBody(packedBody, rows, head);
      return body;
    },
  };
}
