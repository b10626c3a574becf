import type { Status } from '../local/answer/api-answer.ts';
import { ApiError } from './api-error.ts';
import { retryAfterOf } from './send-patiently.ts';
import type { TransportAnswer } from './transport.ts';

/** Reads an answer to its end; what is not 2xx throws an `ApiError`. */
export async function readJson<T>({ status, headers, body }: TransportAnswer): Promise<T> {
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(Buffer.from(piece as Uint8Array));
  const text = Buffer.concat(pieces).toString();
  const value = parse(text);
  if (status >= 200 && status < 300 && value !== undefined) return value as T;
  const retryAfter = retryAfterOf(headers);
  throw new ApiError(status, {
    ...(isStatus(value) && { status: value }),
    ...(text !== '' && { text: text.trim().slice(0, 1000) }),
    ...(retryAfter !== undefined && { retryAfter }),
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isStatus(value: unknown): value is Status {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'Status';
}
