import { eachField, readFields, textOf } from './read-fields.ts';
import { type LongBody, readLongBody } from './read-long-body.ts';

/** What Envoy says on a stream: one part of a request or of its response. */
export type ProcessingRequest =
  | {
      readonly is: 'requestHeaders';
      readonly headers: Headers;
      readonly endOfStream: boolean;
      /** Endpoints among which to choose (`envoy.lb.subset_hint`); undefined when the proxy does not say. */
      readonly subset: readonly string[] | undefined;
      readonly modes: BodyModes;
    }
  | {
      readonly is: 'responseHeaders';
      readonly headers: Headers;
      readonly endOfStream: boolean;
      readonly served: string | undefined;
    }
  | LongBody
  | { readonly is: 'requestTrailers' | 'responseTrailers' }
  | { readonly is: 'unknown' };

/** How a proxy sends bodies. */
export interface BodyModes {
  readonly request: BodyMode;
  readonly response: BodyMode;
}

/**
 * `duplex`: chunks as they come, the headers answered whenever we like. `buffered`: whole, after the headers were answered.
 * `streamed`: in chunks after the headers were answered, each answered by itself. `none`: not at all.
 */
export type BodyMode = 'none' | 'streamed' | 'buffered' | 'duplex';

/** Headers by their name in lower case; of several with one name the last. */
export type Headers = ReadonlyMap<string, string>;

/**
 * Reads a message of `envoy.service.ext_proc.v3.ExternalProcessor/Process`.
 *
 * Source: envoy api/envoy/service/ext_proc/v3/external_processor.proto, v1.36: ProcessingRequest.
 *
 * @param pieces of the message, in their order
 */
export function readRequest(pieces: readonly Uint8Array[]): ProcessingRequest {
  if (pieces.length === 1) return readWhole(pieces[0] as Uint8Array);
  return readLongBody(pieces) ?? readWhole(Buffer.concat(pieces));
}

function readWhole(message: Uint8Array): ProcessingRequest {
  let part: ProcessingRequest = { is: 'unknown' };
  let metadata: Uint8Array | undefined;
  let modes = DUPLEX;
  readFields(message, (number, _, view) => {
    if (number === 2) part = { is: 'requestHeaders', ...readHeaders(view), subset: undefined, modes };
    else if (number === 3) part = { is: 'responseHeaders', ...readHeaders(view), served: undefined };
    else if (number === 4) part = readBody('requestBody', view);
    else if (number === 5) part = readBody('responseBody', view);
    else if (number === 6) part = { is: 'requestTrailers' };
    else if (number === 7) part = { is: 'responseTrailers' };
    else if (number === 8) metadata = view;
    else if (number === 11) modes = readModes(view);
  });
  return withSurroundings(part, metadata, modes);
}

function withSurroundings(
  part: ProcessingRequest,
  metadata: Uint8Array | undefined,
  modes: BodyModes,
): ProcessingRequest {
  if (part.is === 'requestHeaders') return { ...part, subset: metadata && subsetOf(metadata), modes };
  if (part.is === 'responseHeaders' && metadata) return { ...part, served: servedBy(metadata) };
  return part;
}

function readHeaders(view: Uint8Array): { readonly headers: Headers; readonly endOfStream: boolean } {
  const bytes = Buffer.from(view.buffer, view.byteOffset, view.byteLength);
  const headers = new Map<string, string>();
  let endOfStream = false;
  const header = (_: number, __: number, from: number, to: number) => readHeader(bytes, from, to, headers);
  eachField(bytes, 0, bytes.length, (number, value, from, to) => {
    if (number === 1) eachField(bytes, from, to, header);
    else if (number === 3) endOfStream = value !== 0;
  });
  return { headers, endOfStream };
}

function readHeader(bytes: Buffer, start: number, end: number, headers: Map<string, string>): void {
  let key = '';
  let text = '';
  eachField(bytes, start, end, (number, _, from, to) => {
    if (number === 1) key = bytes.toString('utf8', from, to).toLowerCase();
    else if (number === 3 || (number === 2 && to > from)) text = bytes.toString('utf8', from, to);
  });
  headers.set(key, text);
}

function readBody(is: 'requestBody' | 'responseBody', bytes: Uint8Array): ProcessingRequest {
  let pieces = NO_PIECES;
  let endOfStream = false;
  readFields(bytes, (number, value, view) => {
    if (number === 1) pieces = view.length > 0 ? [view] : NO_PIECES;
    else if (number === 2) endOfStream = value !== 0;
  });
  return { is, pieces, endOfStream };
}

const NO_PIECES: readonly Uint8Array[] = [];

/** ProtocolConfiguration: request_body_mode and response_body_mode, which is NONE where a number is left out. */
function readModes(bytes: Uint8Array): BodyModes {
  let request = 0;
  let response = 0;
  readFields(bytes, (number, value) => {
    if (number === 1) request = value;
    else if (number === 2) response = value;
  });
  return { request: BODY_MODES[request] ?? 'duplex', response: BODY_MODES[response] ?? 'duplex' };
}

/** ProcessingMode.BodySendMode by its numbers: NONE, STREAMED, BUFFERED, BUFFERED_PARTIAL, FULL_DUPLEX_STREAMED. */
const BODY_MODES: readonly BodyMode[] = ['none', 'streamed', 'buffered', 'buffered', 'duplex'];

/** A proxy that does not say is taken to be set up as the protocol demands. */
const DUPLEX: BodyModes = { request: 'duplex', response: 'duplex' };

function subsetOf(metadata: Uint8Array): readonly string[] | undefined {
  const value = metadataValue(metadata, 'envoy.lb.subset_hint', 'x-gateway-destination-endpoint-subset');
  return (
    value &&
    stringsOf(value).flatMap((text) =>
      text
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean),
    )
  );
}

function servedBy(metadata: Uint8Array): string | undefined {
  const value = metadataValue(metadata, 'envoy.lb', 'x-gateway-destination-endpoint-served');
  return value && stringsOf(value)[0];
}

/** A value of `core.v3.Metadata.filter_metadata`, as the bytes of a `google.protobuf.Value`. */
function metadataValue(metadata: Uint8Array, namespace: string, key: string): Uint8Array | undefined {
  let found: Uint8Array | undefined;
  readFields(metadata, (number, _, entry) => {
    if (number !== 1) return;
    const fields = entryOf(entry, namespace);
    if (fields) {
      readFields(fields, (one, __, field) => {
        if (one === 1) found = entryOf(field, key) ?? found;
      });
    }
  });
  return found;
}

/** The value of a map's entry, if it has this key. */
function entryOf(entry: Uint8Array, key: string): Uint8Array | undefined {
  let name = '';
  let value: Uint8Array = new Uint8Array(0);
  readFields(entry, (number, _, view) => {
    if (number === 1) name = textOf(view);
    else if (number === 2) value = view;
  });
  return name === key ? value : undefined;
}

/** The strings of a `google.protobuf.Value`: itself, or those of its list; a list in a list is none of ours. */
function stringsOf(value: Uint8Array): readonly string[] {
  const strings: string[] = [];
  const string = (number: number, _: number, view: Uint8Array) => {
    if (number === 3) strings.push(textOf(view));
  };
  readFields(value, (number, _, view) => {
    if (number === 6) readFields(view, (one, __, each) => one === 1 && readFields(each, string));
    else string(number, _, view);
  });
  return strings;
}
