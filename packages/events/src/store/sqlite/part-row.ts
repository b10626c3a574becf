import type { Observation } from '../../observation.ts';
import type { GroupPart } from './group-columns.ts';
import { packMessage, unpackMessage } from './pack-message.ts';

/** An observation without what its group says. */
export interface PartRow {
  readonly id: string;
  readonly until: number;
  /** Number of its group. */
  readonly group: number;
  readonly count: number;
  /** From `from` to `until`. */
  readonly lead: number;
  /** From `until` to `seenAt`. */
  readonly lag: number;
  readonly flags: number;
  readonly name: string;
  readonly uid: string;
  /** What its template leaves open, or the whole. */
  readonly message: string;
  readonly eventNamespace: string;
  readonly eventName: string;
  readonly eventUid: string;
  readonly version: string;
  readonly incident: string | null;
  /** JSON. */
  readonly related: string | null;
}

/** Of a row. */
export const FLAGS = { censored: 1, combined: 2, wholeMessage: 4 } as const;

/** The row of an observation. */
export function toPartRow(observation: Observation, group: number): PartRow {
  const { id, until, from, seenAt, count, about, event, correlationId, related } = observation;
  const values = packMessage(observation.message, observation.template?.text);
  return {
    id,
    until,
    group,
    count,
    lead: until - from,
    lag: seenAt - until,
    flags:
      (observation.isCensored ? FLAGS.censored : 0) |
      (observation.isCombined ? FLAGS.combined : 0) |
      (values === undefined ? FLAGS.wholeMessage : 0),
    name: about.name,
    uid: about.uid,
    message: values ?? observation.message,
    eventNamespace: event.namespace,
    eventName: event.name,
    eventUid: event.uid,
    version: event.resourceVersion,
    incident: correlationId ?? null,
    related: related === undefined ? null : JSON.stringify(related),
  };
}

/** The observation again. */
export function fromPartRow(row: PartRow, group: GroupPart): Observation {
  const { id, until, count, lead, lag, flags, name, uid, incident, related } = row;
  return {
    ...group,
    id,
    from: until - lead,
    until,
    seenAt: until + lag,
    count,
    message: messageOf(row, group.template?.text ?? ''),
    about: { ...group.about, name, uid },
    related: related === null ? undefined : JSON.parse(related),
    event: { namespace: row.eventNamespace, name: row.eventName, uid: row.eventUid, resourceVersion: row.version },
    isCensored: (flags & FLAGS.censored) !== 0,
    isCombined: (flags & FLAGS.combined) !== 0,
    ...(incident !== null && { correlationId: incident }),
  };
}

/** The whole message. */
export function messageOf({ flags, message }: Pick<PartRow, 'flags' | 'message'>, template: string): string {
  return (flags & FLAGS.wholeMessage) !== 0 ? message : unpackMessage(message, template);
}

/** Oldest first; those of one moment by their ids. */
export function compareRows(a: RowPlace, b: RowPlace): number {
  return a.until - b.until || (a.id < b.id ? -1 : Number(a.id > b.id));
}

/** Where a row stands among all. */
export type RowPlace = Pick<PartRow, 'until' | 'id'>;
