import type { ClassifiedBy, Classifier } from '@outrigger/events';
import type { ClassRow } from './class-rows.ts';
import { rowsWithSubclasses } from './list-catalog.ts';

/** What is said of an event beside its reason. */
export interface AskedEvent {
  readonly message?: string;
  readonly component?: string;
  readonly kind?: string;
  readonly type?: string;
}

/** What a reason means: all that it may mean, or what it means in the event that is asked for. */
export function reasonRows(reason: string, asked: AskedEvent, classifier: Classifier): readonly ClassRow[] {
  const all = rowsWithSubclasses(reason);
  const said = classifier.classify(eventOf(reason, asked));
  const isOwn = said.rule?.startsWith('user/') ?? false;
  if (!isSaid(asked) && !isOwn && all.length > 0) return all;
  const { category, severity, subclass = null, rule = null, recovers } = said;
  const { component = '', type = '', kind = '' } = asked;
  const says = all.find((row) => row.rule === rule && row.subclass === subclass)?.says ?? null;
  return [{ reason, component, type, kind, category, severity, subclass, rule, recovers, says, count: null }];
}

function isSaid({ message, component, kind, type }: AskedEvent): boolean {
  return [message, component, kind, type].some((value) => value !== undefined);
}

function eventOf(
  reason: string,
  { message = '', component = '', kind = '', type = 'Warning' }: AskedEvent,
): ClassifiedBy {
  return {
    id: '',
    cluster: '',
    from: 0,
    until: 0,
    seenAt: 0,
    count: 1,
    type,
    reason,
    message,
    action: '',
    about: { apiVersion: '', kind, namespace: '', name: '', uid: '', fieldPath: '' },
    related: undefined,
    source: { component, instance: '' },
    origin: 'event',
    event: { namespace: '', name: '', uid: '', resourceVersion: '' },
    isCensored: false,
    isCombined: false,
  };
}
