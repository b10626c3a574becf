import { goQuote } from '@outrigger/pod';
import type { AnswerHead } from './read-head.ts';

/** How long a body is. */
export type BodyLength =
  | { readonly is: 'bytes'; readonly bytes: number }
  | { readonly is: 'chunks' }
  /** As long as the connection. */
  | { readonly is: 'rest' }
  | { readonly is: 'unreadable'; readonly why: string };

/** net/http/transfer.go at Go 1.26: readTransfer, parseTransferEncoding, fixLength. */
export function bodyLength({ status, isNew, headers }: AnswerHead): BodyLength {
  const encodings = isNew ? (headers.get('transfer-encoding') ?? []) : [];
  if (encodings.length > 1) return unreadable(`too many transfer encodings: ${listed(encodings)}`);
  const [encoding] = encodings;
  if (encoding !== undefined && encoding.toLowerCase() !== 'chunked')
    return unreadable(`unsupported transfer encoding: ${goQuote(encoding)}`);
  const lengths = encoding === undefined ? (headers.get('content-length') ?? []) : [];
  const [length = ''] = lengths;
  if (lengths.some((other) => other !== length))
    return unreadable(`http: message cannot contain multiple Content-Length headers; got ${listed(lengths)}`);
  if (status < 200 || status === 204 || status === 304) return { is: 'bytes', bytes: 0 };
  if (encoding !== undefined) return { is: 'chunks' };
  if (lengths.length === 0) return { is: 'rest' };
  // More than can be counted is more than is wanted.
  return /^\d+$/.test(length)
    ? { is: 'bytes', bytes: Number(length) }
    : unreadable(`bad Content-Length ${goQuote(length)}`);
}

function unreadable(why: string): BodyLength {
  return { is: 'unreadable', why };
}

function listed(values: readonly string[]): string {
  return `[${values.map(goQuote).join(' ')}]`;
}
