/** What a picker answers: `ProcessingResponse`, as far as the kit looks at it. */
export interface Answer {
  readonly requestHeaders?: PhaseAnswer;
  readonly responseHeaders?: PhaseAnswer;
  readonly requestBody?: PhaseAnswer;
  readonly responseBody?: PhaseAnswer;
  readonly requestTrailers?: object;
  readonly responseTrailers?: object;
  readonly immediateResponse?: {
    readonly status?: { readonly code?: number };
    readonly headers?: Mutation;
    readonly body?: Uint8Array;
  };
  readonly dynamicMetadata?: StructValue;
}

/** The answer to a part of a request or a response. */
export interface PhaseAnswer {
  readonly response?: {
    readonly headerMutation?: Mutation;
    readonly bodyMutation?: {
      readonly body?: Uint8Array;
      readonly streamedResponse?: { readonly body?: Uint8Array; readonly endOfStream?: boolean };
    };
    readonly clearRouteCache?: boolean;
  };
}

/** Headers that are set and taken away. */
export interface Mutation {
  readonly setHeaders?: readonly {
    readonly header?: { readonly key?: string; readonly value?: string; readonly rawValue?: Uint8Array };
  }[];
  readonly removeHeaders?: readonly string[];
}

/** `google.protobuf.Struct`. */
export interface StructValue {
  readonly fields?: { readonly [key: string]: AnyValue };
}

/** `google.protobuf.Value`. */
export interface AnyValue {
  readonly stringValue?: string;
  readonly structValue?: StructValue;
  readonly listValue?: { readonly values?: readonly AnyValue[] };
}

/** The parts of an answer that a proxy acts on, in the order of an HTTP message. */
export const PHASES = [
  'requestHeaders',
  'requestBody',
  'requestTrailers',
  'responseHeaders',
  'responseBody',
  'responseTrailers',
] as const;

/** The value of a header that an answer sets. */
export function headerSet(mutation: Mutation | undefined, name: string): string | undefined {
  const header = mutation?.setHeaders?.find((each) => each.header?.key?.toLowerCase() === name)?.header;
  if (!header) return undefined;
  return header.rawValue?.length ? Buffer.from(header.rawValue).toString() : (header.value ?? '');
}
