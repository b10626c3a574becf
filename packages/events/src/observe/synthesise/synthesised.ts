import type { ObjectReference, Observation } from '../../observation.ts';
import type { WatchedObject } from './watched-object.ts';

/** What is said of an object that no Event speaks of. */
export interface Said {
  /** When it came to be so, in ms since 1970; undefined where the object does not say. */
  readonly at: number | undefined;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** `spec.containers{app}` */
  readonly fieldPath?: string;
  /** What makes it this one and no other, within the object: the same fact has the same id whenever it is seen. */
  readonly key: string;
  /** Where more of it was missed. */
  readonly count?: number;
}

/** An observation of what an object's status says. */
export function synthesised(
  object: WatchedObject,
  { at: told, type, reason, message, fieldPath = '', key, count = 1 }: Said,
  { cluster, now }: { readonly cluster: string; readonly now: number },
): Observation {
  const { name = '', namespace = '', uid = '', resourceVersion = '' } = object.metadata ?? {};
  const about: ObjectReference = {
    apiVersion: object.apiVersion ?? '',
    kind: object.kind ?? '',
    namespace,
    name,
    uid,
    fieldPath,
  };
  const at = Math.min(told ?? now, now);
  return {
    id: `${uid}/${reason}/${key}`,
    cluster,
    from: at,
    until: at,
    seenAt: now,
    count,
    type,
    reason,
    message,
    action: '',
    about,
    related: undefined,
    source: { component: 'outrigger', instance: object.spec?.nodeName ?? (object.kind === 'Node' ? name : '') },
    origin: 'synthesised',
    event: { namespace: '', name: '', uid: '', resourceVersion },
    isCensored: false,
    isCombined: false,
  };
}

/** A time of an object; undefined for none, and for the year 1. */
export function timeOf(text: string | null | undefined): number | undefined {
  const at = Date.parse(text ?? '');
  return at > 0 ? at : undefined;
}
