/**
 * The two messages of the health protocol, as gRPC frames them: a flag, four bytes of length, the message
 * (grpc/grpc, src/proto/grpc/health/v1/health.proto, version 1: HealthCheckRequest.service = 1, HealthCheckResponse.status = 1).
 * Two fields are not worth a library.
 */
export function healthRequest(service: string): Buffer {
  const name = Buffer.from(service, 'utf8');
  const message = name.length === 0 ? name : Buffer.concat([Buffer.from([0x0a, ...varint(name.length)]), name]);
  const head = Buffer.alloc(HEAD);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** The status in an answer: its name, or its number where it has none; undefined when this is no answer. */
export function healthStatus(framed: Buffer): string | undefined {
  if (framed.length < HEAD || framed[0] !== 0) return undefined;
  const message = framed.subarray(HEAD, HEAD + framed.readUInt32BE(1));
  const status = enumField(message);
  return status === undefined ? undefined : (STATUS[status] ?? String(status));
}

const HEAD = 5;

/** HealthCheckResponse.ServingStatus */
const STATUS = ['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN'];

function varint(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}

/** Field 1, 0 where it is missing; undefined for what is no message. Other fields are stepped over. */
function enumField(message: Buffer): number | undefined {
  let at = 0;
  let found = 0;
  const read = (): number => {
    let value = 0;
    for (let shift = 0; at < message.length; shift += 7) {
      const byte = message[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    at = Number.POSITIVE_INFINITY;
    return value;
  };
  while (at < message.length) {
    const tag = read();
    const wire = tag & 7;
    if (wire === 0) {
      const value = read();
      if (tag >>> 3 === 1) found = value;
    } else if (wire === 2) {
      const length = read();
      at += length;
    } else if (wire === 5) at += 4;
    else if (wire === 1) at += 8;
    else return undefined;
  }
  return at === message.length ? found : undefined;
}
