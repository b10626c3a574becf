import { type BodyLength, bodyLength } from './body-length.ts';
import { createBodyReader } from './body-reader.ts';
import { type AnswerHead, readHead, readStatusLine } from './read-head.ts';

/** What a server answered, as far as anybody wants to know. */
export interface HttpResponse {
  readonly status: number;
  /** '' where there is none. */
  readonly location: string;
  /** At most 10 KiB of it. */
  readonly body: string;
  /** Set when the body broke off, in Go's words. */
  readonly bodyProblem?: string;
}

/** An answer, or why this is none, in the words of Go's client. */
export type ReadAnswer = HttpResponse | { readonly unreadable: string };

/** Takes in an answer bit by bit; gives it as soon as it is whole, or can no longer become so. */
export interface AnswerReader {
  readonly push: (bytes: Buffer) => ReadAnswer | undefined;
  /** There will be no more: the connection was closed, or broke for the reason given. */
  readonly end: (why?: string) => ReadAnswer;
  /** The status and headers are there. */
  readonly hasHead: () => boolean;
}

/**
 * Reads an HTTP/1.x answer as Go's client does (net/http at Go 1.26: response.go, transfer.go). node:http refuses answers that
 * the kubelet takes, and has other words; it also costs nearly twice the CPU for a probe (0.18 ms against 0.10, measured on a
 * 2-core machine), and a machine with hundreds of pods does little else but probe.
 */
export function createAnswerReader(): AnswerReader {
  let head = '';
  let begun: { readonly answer: HttpResponse; readonly body: ReturnType<typeof createBodyReader> } | undefined;

  const withBody = (problem?: string): ReadAnswer | undefined => {
    if (!begun) return undefined;
    const body = begun.body.taken().toString('utf8');
    return { ...begun.answer, body, ...(problem !== undefined && { bodyProblem: problem }) };
  };
  const pushBody = (bytes: Buffer): ReadAnswer | undefined => {
    const progress = begun?.body.push(bytes);
    return progress?.is === 'more' ? undefined : withBody(progress?.is === 'broken' ? progress.why : undefined);
  };

  return {
    hasHead: () => begun !== undefined,
    push(bytes) {
      if (begun) return pushBody(bytes);
      head += bytes.toString('latin1');
      if (head.length > MOST_HEAD)
        return broken(`net/http: server response headers exceeded ${MOST_HEAD} bytes; aborted`);
      for (let read = readHead(head); read; read = readHead(head)) {
        if ('unreadable' in read) return broken(read.unreadable);
        const rest = head.slice(read.length);
        // Provisional answers are passed over; 101 is none (net/http/transport.go: readResponse).
        if (read.status >= 100 && read.status < 200 && read.status !== 101) {
          head = rest;
          continue;
        }
        const length: BodyLength = bodyLength(read);
        if (length.is === 'unreadable') return broken(length.why);
        begun = {
          answer: { status: read.status, location: locationOf(read), body: '' },
          body: createBodyReader(length),
        };
        return pushBody(Buffer.from(rest, 'latin1'));
      }
      return undefined;
    },
    end(why) {
      if (begun) return withBody(why ?? begun.body.end()) as ReadAnswer;
      if (head === '') return { unreadable: why ?? 'EOF' };
      if (why !== undefined) return broken(why);
      // A first line without its end is read all the same.
      const first = head.includes('\n') ? undefined : readStatusLine(head);
      return broken(first && 'unreadable' in first ? first.unreadable : 'unexpected EOF');
    },
  };
}

/** net/http/transport.go: Transport.MaxResponseHeaderBytes is ten times as much. */
const MOST_HEAD = 2 ** 20;

/** Header values are UTF-8 here, whatever the rules say. */
function locationOf({ headers }: AnswerHead): string {
  return Buffer.from(headers.get('location')?.[0] ?? '', 'latin1').toString('utf8');
}

function broken(why: string): ReadAnswer {
  return { unreadable: `net/http: HTTP/1.x transport connection broken: ${why}` };
}
