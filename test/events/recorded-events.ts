import { readFileSync } from 'node:fs';
import type { Observation } from '@outrigger/events';

/** What classes and templates are made of, for every recorded change of an Event; the counts are left as they were written. */
export function recordedEvents(file: string): readonly Observation[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line, index) => asObservation(JSON.parse(line) as RecordedChange, index));
}

interface RecordedChange {
  readonly at: number;
  readonly object: {
    readonly metadata: { readonly name: string; readonly namespace: string; readonly uid: string };
    readonly involvedObject: Partial<Observation['about']>;
    readonly reason: string;
    readonly message?: string;
    readonly type: string;
    readonly source?: { readonly component?: string; readonly host?: string };
    readonly reportingComponent?: string;
    readonly reportingInstance?: string;
  };
}

function asObservation({ at, object }: RecordedChange, index: number): Observation {
  const { metadata, involvedObject, reason, message = '', type, source = {} } = object;
  return {
    id: String(index),
    cluster: 'recorded',
    from: at,
    until: at,
    seenAt: at,
    count: 1,
    type,
    reason,
    message,
    action: '',
    about: { apiVersion: '', kind: '', namespace: '', name: '', uid: '', fieldPath: '', ...involvedObject },
    related: undefined,
    source: {
      component: object.reportingComponent || source.component || '',
      instance: source.host || object.reportingInstance || '',
    },
    origin: 'event',
    event: { namespace: metadata.namespace, name: metadata.name, uid: metadata.uid, resourceVersion: '' },
    isCensored: false,
    isCombined: message.startsWith('(combined from similar events): '),
  };
}
