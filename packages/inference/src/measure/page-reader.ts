/** Reads one answer of HTTP/1.1, however it comes cut. */
export interface PageReader {
  readonly take: (bytes: Buffer) => PageRead;
  /** The connection was closed: the answer, if that is how this one ends. */
  readonly ended: () => PageAnswer | undefined;
  /** Has anything come? */
  readonly hasBegun: () => boolean;
}

/** How far the answer has come. */
export type PageRead =
  | { readonly is: 'coming' }
  | { readonly is: 'whole'; readonly answer: PageAnswer }
  | { readonly is: 'broken'; readonly why: string };

/** An answer. */
export interface PageAnswer {
  readonly status: number;
  readonly page: Buffer;
  /** Its entity tag. */
  readonly tag: string | undefined;
  /** Can the connection be used again? */
  readonly keeps: boolean;
}

/** A reader for a body of at most so many bytes. Of the headers only those are read that frame the body (RFC 9112, 6). */
export function createPageReader(mostBytes: number): PageReader {
  let held: Buffer[] = [];
  let bytes = 0;
  let head: Head | undefined;

  const read = (): PageRead => {
    if (!head) {
      const all = joined();
      const end = all.indexOf('\r\n\r\n');
      if (end < 0) return all.length > MOST_HEAD ? broken('headers without an end') : COMING;
      head = headOf(all.toString('latin1', 0, end));
      if (!head) return broken('no answer of HTTP/1.1');
      held = [all.subarray(end + 4)];
      bytes = all.length - end - 4;
    }
    if (bytes > mostBytes) return broken(`a metrics page of more than ${mostBytes} bytes`);
    const { length, isChunked } = head;
    if (isChunked) return readChunks(head);
    if (length === undefined) return COMING;
    if (length > mostBytes) return broken(`a metrics page of more than ${mostBytes} bytes`);
    return bytes < length ? COMING : whole(head, joined().subarray(0, length));
  };
  const readChunks = (of: Head): PageRead => {
    // Most pages come in one piece; what has come is walked again when more does, so look for the end first.
    const all = joined();
    if (!all.subarray(-END_OF_CHUNKS.length).equals(END_OF_CHUNKS)) return COMING;
    const page = unchunked(all);
    if (page === 'broken') return broken('chunks that are none');
    return page === 'coming' ? COMING : whole(of, page);
  };
  const joined = (): Buffer => {
    if (held.length !== 1) held = [Buffer.concat(held, bytes)];
    return held[0] as Buffer;
  };
  return {
    take(more) {
      held.push(more);
      bytes += more.length;
      return read();
    },
    ended() {
      if (!head || head.isChunked || head.length !== undefined) return undefined;
      return { status: head.status, page: joined(), tag: head.tag, keeps: false };
    },
    hasBegun: () => bytes > 0 || head !== undefined,
  };
}

interface Head {
  readonly status: number;
  readonly tag: string | undefined;
  readonly keeps: boolean;
  readonly isChunked: boolean;
  /** Undefined where the end of the connection is the end of the body. */
  readonly length: number | undefined;
}

function headOf(text: string): Head | undefined {
  const status = /^HTTP\/1\.([01]) (\d{3})/.exec(text);
  if (!status) return undefined;
  const of = (name: string): string | undefined =>
    new RegExp(`\\r\\n${name}:[ \\t]*([^\\r\\n]*)`, 'i').exec(text)?.[1]?.trim();
  const code = Number(status[2]);
  const length = code === 204 || code === 304 ? '0' : of('content-length');
  return {
    status: code,
    tag: of('etag'),
    keeps: status[1] === '1' && of('connection')?.toLowerCase() !== 'close',
    isChunked: of('transfer-encoding')?.toLowerCase().includes('chunked') ?? false,
    length: length === undefined ? undefined : Number(length),
  };
}

/** The body of all chunks. */
function unchunked(bytes: Buffer): Buffer | 'coming' | 'broken' {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return 'coming';
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
    if (!(size >= 0)) return 'broken';
    if (size === 0) return Buffer.concat(parts);
    const from = line + 2;
    if (from + size + 2 > bytes.length) return 'coming';
    parts.push(bytes.subarray(from, from + size));
    at = from + size + 2;
  }
}

function whole({ status, tag, keeps }: Head, page: Buffer): PageRead {
  return { is: 'whole', answer: { status, page, tag, keeps } };
}

function broken(why: string): PageRead {
  return { is: 'broken', why };
}

const COMING: PageRead = { is: 'coming' };
const MOST_HEAD = 64 << 10;
const END_OF_CHUNKS = Buffer.from('\r\n\r\n');
