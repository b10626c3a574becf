/** A field: its number, what it holds, and whether there may be many. */
export type Field = readonly [number: number, kind: Kind, many?: 'list' | 'map'];
type Kind = 'string' | 'bytes' | 'bool' | 'int32' | 'double' | MessageName;

/** The names of all messages that the kit speaks. */
export type MessageName =
  | 'ProcessingRequest'
  | 'ProcessingResponse'
  | 'HttpHeaders'
  | 'HttpBody'
  | 'HttpTrailers'
  | 'HeaderMap'
  | 'HeaderValue'
  | 'Metadata'
  | 'ProtocolConfiguration'
  | 'PhaseResponse'
  | 'CommonResponse'
  | 'HeaderMutation'
  | 'HeaderValueOption'
  | 'BodyMutation'
  | 'StreamedBodyResponse'
  | 'ImmediateResponse'
  | 'HttpStatus'
  | 'Struct'
  | 'Value'
  | 'ListValue'
  | 'HealthCheckRequest'
  | 'HealthCheckResponse';

/**
 * What a proxy and a picker say to each other, by field numbers. Written apart from the server's own reader and writer: a
 * mistake made in both would not be seen.
 *
 * Source: envoy api/envoy/service/ext_proc/v3/external_processor.proto, v1.36; google/protobuf/struct.proto; grpc/health/v1.
 */
export const messages: { readonly [name in MessageName]: { readonly [field: string]: Field } } = {
  ProcessingRequest: {
    requestHeaders: [2, 'HttpHeaders'],
    responseHeaders: [3, 'HttpHeaders'],
    requestBody: [4, 'HttpBody'],
    responseBody: [5, 'HttpBody'],
    requestTrailers: [6, 'HttpTrailers'],
    responseTrailers: [7, 'HttpTrailers'],
    metadataContext: [8, 'Metadata'],
    attributes: [9, 'Struct', 'map'],
    protocolConfig: [11, 'ProtocolConfiguration'],
  },
  ProcessingResponse: {
    requestHeaders: [1, 'PhaseResponse'],
    responseHeaders: [2, 'PhaseResponse'],
    requestBody: [3, 'PhaseResponse'],
    responseBody: [4, 'PhaseResponse'],
    requestTrailers: [5, 'PhaseResponse'],
    responseTrailers: [6, 'PhaseResponse'],
    immediateResponse: [7, 'ImmediateResponse'],
    dynamicMetadata: [8, 'Struct'],
  },
  HttpHeaders: { headers: [1, 'HeaderMap'], endOfStream: [3, 'bool'] },
  HttpBody: { body: [1, 'bytes'], endOfStream: [2, 'bool'] },
  HttpTrailers: { trailers: [1, 'HeaderMap'] },
  HeaderMap: { headers: [1, 'HeaderValue', 'list'] },
  HeaderValue: { key: [1, 'string'], value: [2, 'string'], rawValue: [3, 'bytes'] },
  Metadata: { filterMetadata: [1, 'Struct', 'map'] },
  ProtocolConfiguration: { requestBodyMode: [1, 'int32'], responseBodyMode: [2, 'int32'] },
  PhaseResponse: { response: [1, 'CommonResponse'] },
  CommonResponse: {
    status: [1, 'int32'],
    headerMutation: [2, 'HeaderMutation'],
    bodyMutation: [3, 'BodyMutation'],
    clearRouteCache: [5, 'bool'],
  },
  HeaderMutation: { setHeaders: [1, 'HeaderValueOption', 'list'], removeHeaders: [2, 'string', 'list'] },
  HeaderValueOption: { header: [1, 'HeaderValue'] },
  BodyMutation: { body: [1, 'bytes'], clearBody: [2, 'bool'], streamedResponse: [3, 'StreamedBodyResponse'] },
  StreamedBodyResponse: { body: [1, 'bytes'], endOfStream: [2, 'bool'] },
  ImmediateResponse: { status: [1, 'HttpStatus'], headers: [2, 'HeaderMutation'], body: [3, 'bytes'] },
  HttpStatus: { code: [1, 'int32'] },
  Struct: { fields: [1, 'Value', 'map'] },
  Value: {
    numberValue: [2, 'double'],
    stringValue: [3, 'string'],
    boolValue: [4, 'bool'],
    structValue: [5, 'Struct'],
    listValue: [6, 'ListValue'],
  },
  ListValue: { values: [1, 'Value', 'list'] },
  HealthCheckRequest: { service: [1, 'string'] },
  HealthCheckResponse: { status: [1, 'int32'] },
};
