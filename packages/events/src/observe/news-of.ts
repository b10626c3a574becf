import { hashText } from './hash-text.ts';
import type { LedgerEntry } from './ledger.ts';
import type { ReadEvent } from './read-event.ts';

/** What an Event tells beyond what is remembered of it. */
export function newsOf(
  { event, total, first, last, created }: ReadEvent,
  before: LedgerEntry | undefined,
  forgottenUntil: number,
): { readonly count: number; readonly from: number; readonly entry: Omit<LedgerEntry, 'seen'> } {
  const uid = hashOf(event.uid);
  const begun = Math.floor(first / 1000);
  const entry = { uid, first: begun, total, last };
  // A recorder whose Event has expired writes it anew by the same name, with the count going on (record/event.go recordEvent@1.36).
  const goesOn = before !== undefined && (before.uid === uid || (before.first === begun && total > before.total));
  // Written anew after even the ledger had forgotten it: what it told before was counted then.
  const wasForgotten = begun <= forgottenUntil && created > first + WRITING_MS;
  const isAnew = wasForgotten && total > 1 && last <= created + WRITING_MS;
  if (before === undefined && isAnew) return { count: 1, from: last, entry };
  if (!goesOn) return { count: total, from: total === 1 ? last : first, entry };
  const count = Math.max(0, total - before.total);
  return {
    count,
    from: Math.min(before.last, last),
    entry: { ...entry, total: Math.max(total, before.total), last: Math.max(last, before.last) },
  };
}

/** From an occurrence until its Event is written: longer for a recorder that tries again (record/event.go sleepDuration@1.36). */
const WRITING_MS = 30_000;

const three = new Uint32Array(3);

function hashOf(text: string): number {
  hashText(text, three);
  return three[0] ?? 0;
}
