import { readUsage } from './response/read-usage.ts';
import { type Renamer, renameModel } from './response/rename-model.ts';
import { createTail } from './response/tail.ts';
import type { Flight } from './verdict.ts';
import type { Headers } from './wire/read-request.ts';

/** Watches a response go by: gives the client the model's name it asked for, and tells the picker what it learns. */
export interface ResponseFollower {
  /** Says which headers must go. */
  readonly headers: (headers: Headers, served: string | undefined) => readonly string[];
  /** Are bytes changed, or held back to be? */
  readonly changes: () => boolean;
  /** What goes to the client in place of these bytes; nothing while they are held back. */
  readonly body: (pieces: readonly Uint8Array[], endOfStream: boolean) => readonly Uint8Array[];
  readonly ended: () => void;
}

/**
 * A follower of one response; `rename` where the server was asked for another model than the client named. A JSON body is
 * renamed when it is whole: where trailers may end it and nothing can be said after its last chunk, `holds` is false.
 */
export function followResponse(
  rename: { readonly from: string; readonly to: string } | undefined,
  flight: Flight | undefined,
  holds = true,
): ResponseFollower {
  const tail = flight && createTail();
  let renamer: Renamer | undefined;
  let status: number | undefined;
  let served: string | undefined;
  let answering = false;
  let over = false;
  return {
    headers(headers, by) {
      status = Number(headers.get(':status')) || undefined;
      served = by;
      const isJson = headers.get('content-type')?.includes('json') ?? false;
      const isStream = headers.get('content-type')?.startsWith('text/event-stream') ?? false;
      const isPlain = (headers.get('content-encoding') ?? 'identity') === 'identity';
      if (rename && rename.from !== rename.to && isPlain && ((isJson && holds) || isStream))
        renamer = renameModel(rename, isStream);
      return renamer ? ['content-length'] : [];
    },
    changes: () => renamer !== undefined,
    body(pieces, endOfStream) {
      if (!answering && pieces.length > 0) {
        answering = true;
        flight?.answering(status, served);
      }
      if (tail) for (const bytes of pieces) tail.take(bytes);
      return renamer ? renamer.take(pieces, endOfStream) : pieces;
    },
    ended() {
      if (over) return;
      over = true;
      if (!flight) return;
      const usage = tail && readUsage(tail.text());
      if (usage) flight.usage(usage);
      flight.ended(status, served);
    },
  };
}
