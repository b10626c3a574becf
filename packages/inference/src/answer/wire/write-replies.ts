import type { FieldWriter } from './write-fields.ts';

/** The header and the metadata key by which a proxy learns the endpoint (GIE docs/proposals/004-endpoint-picker-protocol). */
const DESTINATION = 'x-gateway-destination-endpoint';

/** What the headers of a request become. */
export interface RequestHead {
  readonly to: readonly string[];
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly scores: Readonly<Record<string, number>> | undefined;
}

/**
 * Replies as frames of gRPC. The writer works from the end to the beginning, so what comes last is written first.
 *
 * Source: envoy api/envoy/service/ext_proc/v3/external_processor.proto, v1.36: ProcessingResponse.
 */
export function writeRequestHead(writer: FieldWriter, head: RequestHead): void {
  writer.frame(() => {
    writeMetadata(writer, head);
    writer.message(1, () => writeHeadMutation(writer, head));
  });
}

/** The head of a request whose body a proxy waits to send until it is answered: the endpoint is told with the body. */
export function writePassHeaders(writer: FieldWriter, is: 'request' | 'response'): void {
  writer.frame(() => writer.message(is === 'request' ? 1 : 2, () => writer.message(1, () => {})));
}

/** The headers of a response, without those named, and with others. */
export function writeResponseHead(
  writer: FieldWriter,
  without: readonly string[],
  more: readonly (readonly [name: string, value: string])[] = [],
): void {
  writer.frame(() =>
    writer.message(2, () =>
      writer.message(1, () => {
        if (without.length + more.length > 0) {
          writer.message(2, () => {
            for (const name of without) writer.text(2, name);
            for (const [name, value] of more) writeHeader(writer, name, value);
          });
        }
      }),
    ),
  );
}

/** The whole body of a request that the proxy buffers, with the head that it could not be told before. */
export function writeBufferedBody(writer: FieldWriter, head: RequestHead, body: Uint8Array | undefined): void {
  writer.frame(() => {
    writeMetadata(writer, head);
    writer.message(3, () =>
      writer.message(1, () => {
        writer.varint(5, 1);
        if (body) writer.message(3, () => writer.bytes(1, body));
        writer.message(2, () => writeHeaders(writer, head));
      }),
    );
  });
}

/** A chunk of a body from a proxy that waits for an answer to each: as it is, or these bytes in its place. */
export function writeChunk(
  writer: FieldWriter,
  is: 'request' | 'response',
  instead: readonly Uint8Array[] | undefined,
): void {
  writer.frame(() =>
    writer.message(is === 'request' ? 3 : 4, () =>
      writer.message(1, () => {
        if (!instead) return;
        writer.message(3, () => {
          if (instead.length > 0) writer.pieces(1, instead);
          else writer.varint(2, 1);
        });
      }),
    ),
  );
}

/** Trailers go as they came. */
export function writeTrailers(writer: FieldWriter, is: 'request' | 'response'): void {
  writer.frame(() => writer.message(is === 'request' ? 5 : 6, () => {}));
}

/** The answer to the client, instead of any server's. */
export function writeImmediate(
  writer: FieldWriter,
  answer: { readonly status: number; readonly reason: string | undefined; readonly body: string },
): void {
  writer.frame(() =>
    writer.message(7, () => {
      writer.text(3, answer.body);
      writer.message(2, () => {
        if (answer.reason) writeHeader(writer, 'x-llm-d-request-dropped-reason', answer.reason);
        writeHeader(writer, 'content-type', 'application/json');
      });
      writer.message(1, () => writer.varint(1, answer.status));
    }),
  );
}

function writeHeadMutation(writer: FieldWriter, head: RequestHead): void {
  writer.message(1, () => {
    // The endpoint decides the route's cluster: Envoy must look it up again.
    writer.varint(5, 1);
    writer.message(2, () => writeHeaders(writer, head));
  });
}

function writeHeaders(writer: FieldWriter, { to, headers }: RequestHead): void {
  for (let i = headers.length - 1; i >= 0; i--) {
    const [name, value] = headers[i] as readonly [string, string];
    writeHeader(writer, name, value);
  }
  if (to.length > 0) writeHeader(writer, DESTINATION, to.join(','));
}

/** `append_action` 2: what a client wrote in a header of this name must not stand beside it. */
function writeHeader(writer: FieldWriter, name: string, value: string): void {
  writer.message(1, () => {
    writer.varint(3, 2);
    writer.message(1, () => {
      writer.text(3, value);
      writer.text(1, name);
    });
  });
}

/** `envoy.lb`: the same endpoint as in the header, and the scores if asked for. */
function writeMetadata(writer: FieldWriter, { to, scores }: RequestHead): void {
  if (to.length === 0) return;
  writer.message(8, () =>
    writeEntry(writer, 'envoy.lb', () =>
      writer.message(5, () => {
        if (scores) writeEntry(writer, `${DESTINATION}-scores`, () => writeScores(writer, scores));
        writeEntry(writer, DESTINATION, () => writer.text(3, to.join(',')));
      }),
    ),
  );
}

function writeScores(writer: FieldWriter, scores: Readonly<Record<string, number>>): void {
  writer.message(5, () => {
    for (const [endpoint, score] of Object.entries(scores)) writeEntry(writer, endpoint, () => writer.double(2, score));
  });
}

/** An entry of a Struct's fields. */
function writeEntry(writer: FieldWriter, key: string, value: () => void): void {
  writer.message(1, () => {
    writer.message(2, value);
    writer.text(1, key);
  });
}
