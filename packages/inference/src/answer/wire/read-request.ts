import { readFields, textOf } from './read-fields.ts';

/** What Envoy says on a stream: one part of a request or of its response. */
export type ProcessingRequest =
  | {
      readonly is: 'requestHeaders';
      readonly headers: Headers;
      readonly endOfStream: boolean;
      /** Endpoints among which to choose (`envoy.lb.subset_hint`); undefined when the proxy does not say. */
      readonly subset: readonly string[] | undefined;
      /** Does the proxy hold the body back until the headers are answered? Only a full duplex stream does not. */
      readonly buffersBody: boolean;
    }
  | {
      readonly is: 'responseHeaders';
      readonly headers: Headers;
      readonly endOfStream: boolean;
      readonly served: string | undefined;
    }
  | { readonly is: 'requestBody' | 'responseBody'; readonly body: Uint8Array; readonly endOfStream: boolean }
  | { readonly is: 'requestTrailers' | 'responseTrailers' }
  | { readonly is: 'unknown' };

/** Headers by their name in lower case; of several with one name the last. */
export type Headers = ReadonlyMap<string, string>;

/**
 * Reads a message of `envoy.service.ext_proc.v3.ExternalProcessor/Process`.
 *
 * Source: envoy api/envoy/service/ext_proc/v3/external_processor.proto, v1.36: ProcessingRequest.
 */
export function readRequest(message: Uint8Array): ProcessingRequest {
  let part: ProcessingRequest = { is: 'unknown' };
  let metadata: Uint8Array | undefined;
  let bodyMode = FULL_DUPLEX_STREAMED;
  readFields(message, (number, _, view) => {
    if (number === 2) part = { is: 'requestHeaders', ...readHeaders(view), subset: undefined, buffersBody: false };
    else if (number === 3) part = { is: 'responseHeaders', ...readHeaders(view), served: undefined };
    else if (number === 4) part = readBody('requestBody', view);
    else if (number === 5) part = readBody('responseBody', view);
    else if (number === 6) part = { is: 'requestTrailers' };
    else if (number === 7) part = { is: 'responseTrailers' };
    else if (number === 8) metadata = view;
    else if (number === 11) bodyMode = readBodyMode(view);
  });
  return withSurroundings(part, metadata, bodyMode);
}

function withSurroundings(
  part: ProcessingRequest,
  metadata: Uint8Array | undefined,
  bodyMode: number,
): ProcessingRequest {
  if (part.is === 'requestHeaders')
    return { ...part, subset: metadata && subsetOf(metadata), buffersBody: bodyMode !== FULL_DUPLEX_STREAMED };
  if (part.is === 'responseHeaders' && metadata) return { ...part, served: servedBy(metadata) };
  return part;
}

function readHeaders(bytes: Uint8Array): { readonly headers: Headers; readonly endOfStream: boolean } {
  const headers = new Map<string, string>();
  let endOfStream = false;
  readFields(bytes, (number, value, view) => {
    if (number === 1) readFields(view, (_, __, header) => readHeader(header, headers));
    else if (number === 3) endOfStream = value !== 0;
  });
  return { headers, endOfStream };
}

function readHeader(bytes: Uint8Array, headers: Map<string, string>): void {
  let key = '';
  let text: Uint8Array | undefined;
  readFields(bytes, (number, _, view) => {
    if (number === 1) key = textOf(view).toLowerCase();
    else if (number === 3 || (number === 2 && view.length > 0)) text = view;
  });
  headers.set(key, text ? textOf(text) : '');
}

function readBody(is: 'requestBody' | 'responseBody', bytes: Uint8Array): ProcessingRequest {
  let body: Uint8Array = new Uint8Array(0);
  let endOfStream = false;
  readFields(bytes, (number, value, view) => {
    if (number === 1) body = view;
    else if (number === 2) endOfStream = value !== 0;
  });
  return { is, body, endOfStream };
}

/** ProtocolConfiguration.request_body_mode; a proxy that does not say is taken to be set up as the protocol demands. */
function readBodyMode(bytes: Uint8Array): number {
  let mode = 0;
  readFields(bytes, (number, value) => {
    if (number === 1) mode = value;
  });
  return mode;
}

const FULL_DUPLEX_STREAMED = 4;

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

/** The strings of a `google.protobuf.Value`: itself, or those of its list. */
function stringsOf(value: Uint8Array): readonly string[] {
  const strings: string[] = [];
  readFields(value, (number, _, view) => {
    if (number === 3) strings.push(textOf(view));
    else if (number === 6) readFields(view, (one, __, each) => one === 1 && strings.push(...stringsOf(each)));
  });
  return strings;
}
