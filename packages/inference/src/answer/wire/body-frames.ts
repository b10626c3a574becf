/** The most bytes of a body in one message: Envoy refuses more than 64 KiB (GIE pkg/common/envoy/chunking.go). */
const MOST_CHUNK = 62_000;

/**
 * A body in as many messages of gRPC as it needs: each at most {@link MOST_CHUNK} long, the end told in the last alone, an empty
 * body as one empty message. The bytes stay where they lie, with what stands around them between.
 *
 * Source: envoy api/envoy/service/ext_proc/v3/external_processor.proto, v1.36: StreamedBodyResponse.
 */
export function bodyFrames(
  is: 'request' | 'response',
  pieces: readonly Uint8Array[],
  endOfStream: boolean,
): readonly Uint8Array[] {
  const frames: Uint8Array[] = [];
  let left = 0;
  for (const piece of pieces) left += piece.length;
  if (left === 0) return endOfStream ? [chunkHead(is, 0, true)] : frames;
  let room = 0;
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      if (room === 0) {
        room = Math.min(left, MOST_CHUNK);
        left -= room;
        frames.push(chunkHead(is, room, endOfStream && left === 0));
      }
      const count = Math.min(room, piece.length - at);
      frames.push(count === piece.length ? piece : piece.subarray(at, at + count));
      at += count;
      room -= count;
    }
  }
  return frames;
}

/** Everything of a message that stands before so many bytes of a body; nothing stands after them. */
function chunkHead(is: 'request' | 'response', length: number, isLast: boolean): Uint8Array {
  const body = length === 0 ? 0 : 1 + sizeOf(length) + length;
  const streamed = (isLast ? 2 : 0) + body;
  const mutation = 1 + sizeOf(streamed) + streamed;
  const common = 1 + sizeOf(mutation) + mutation;
  const part = 1 + sizeOf(common) + common;
  const message = 1 + sizeOf(part) + part;
  const head = Buffer.allocUnsafe(GRPC_HEAD + message - length);
  head[0] = 0;
  head.writeUInt32BE(message, 1);
  let at = GRPC_HEAD;
  const field = (tag: number, value: number) => {
    head[at++] = tag;
    let rest = value;
    for (; rest > 127; rest >>>= 7) head[at++] = (rest & 127) | 128;
    head[at++] = rest;
  };
  field(is === 'request' ? REQUEST_BODY : RESPONSE_BODY, part);
  field(RESPONSE, common);
  field(BODY_MUTATION, mutation);
  field(STREAMED_RESPONSE, streamed);
  if (isLast) field(END_OF_STREAM, 1);
  if (length > 0) field(BODY, length);
  return head;
}

/** Bytes of a varint. */
function sizeOf(value: number): number {
  return value < 128 ? 1 : value < 16_384 ? 2 : 3;
}

/** A flag and a length. */
const GRPC_HEAD = 5;

// Tags: the number of the field, and 2 for what has a length, 0 for a number.
const REQUEST_BODY = 0x1a;
const RESPONSE_BODY = 0x22;
const RESPONSE = 0x0a;
const BODY_MUTATION = 0x1a;
const STREAMED_RESPONSE = 0x1a;
const END_OF_STREAM = 0x10;
const BODY = 0x0a;
