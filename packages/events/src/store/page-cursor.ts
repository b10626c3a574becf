/** The last item of a page, as the next page is asked for. */
export interface CursorPlace {
  readonly time: number;
  readonly id: string;
}

/** Letters that stand in an address as they are. */
export function writeCursor({ time, id }: CursorPlace): string {
  return Buffer.from(JSON.stringify([time, id])).toString('base64url');
}

/** Throws a {@link BadCursor} for what no page gave. */
export function readCursor(cursor: string): CursorPlace {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw new BadCursor(cursor);
  }
  const [time, id] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  if (typeof time !== 'number' || typeof id !== 'string') throw new BadCursor(cursor);
  return { time, id };
}

/** A cursor that no page gave. */
export class BadCursor extends Error {
  override readonly name = 'BadCursor';

  constructor(cursor: string) {
    super(`no page gave the cursor ${JSON.stringify(cursor.slice(0, 80))}`);
  }
}
