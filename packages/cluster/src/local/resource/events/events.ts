import type { ApiObject } from '../../object/api-object.ts';
import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { collectErrors } from '../rules/collect-errors.ts';
import { newEventFields } from './event-fields.ts';
import { validateEventChange, validateLegacyEvent, validateStrictEvent } from './validate-event.ts';

/** Events of events.k8s.io: those of the core group in other words, with stricter rules (pkg/apis/events/v1/conversion.go@1.36). */
export const newEvents: Resource = declare({
  group: 'events.k8s.io',
  plural: 'events',
  kind: 'Event',
  shortNames: ['ev'],
  bucket: 'events',
  conversion: { toStored: toCore, fromStored: fromCore },
  rules: {
    isCreatedByUpdate: true,
    validate: (event) =>
      collectErrors((scope) => {
        validateLegacyEvent(toCore(event), 'reportingController', scope);
        validateStrictEvent(toCore(event), scope);
      }),
    validateUpdate: (event, old) =>
      collectErrors((scope) => {
        validateLegacyEvent(toCore(event), 'reportingController', scope);
        validateEventChange(toCore(event), toCore(old), scope);
      }),
    selectableFields: newEventFields,
  },
});

/** The names of what is called otherwise: here, and in the core group. */
const names: readonly (readonly [string, string])[] = [
  ['regarding', 'involvedObject'],
  ['note', 'message'],
  ['reportingController', 'reportingComponent'],
  ['deprecatedSource', 'source'],
  ['deprecatedFirstTimestamp', 'firstTimestamp'],
  ['deprecatedLastTimestamp', 'lastTimestamp'],
  ['deprecatedCount', 'count'],
];

function toCore(event: ApiObject): ApiObject {
  const renamed = rename(event, names);
  return {
    ...renamed,
    apiVersion: 'v1',
    involvedObject: renamed.involvedObject ?? {},
    source: renamed.source ?? {},
    firstTimestamp: renamed.firstTimestamp ?? null,
    lastTimestamp: renamed.lastTimestamp ?? null,
    eventTime: renamed.eventTime ?? null,
    reportingComponent: renamed.reportingComponent ?? '',
    reportingInstance: renamed.reportingInstance ?? '',
  };
}

function fromCore(event: ApiObject): ApiObject {
  const back = names.map(([here, core]) => [core, here] as const);
  const { reportingController, reportingInstance, ...others } = rename(event, back);
  return {
    ...others,
    apiVersion: 'events.k8s.io/v1',
    // Empty ones are left out here, and shown in the core group.
    ...(reportingController !== '' && { reportingController }),
    ...(reportingInstance !== '' && { reportingInstance }),
  };
}

function rename(event: ApiObject, pairs: readonly (readonly [string, string])[]): ApiObject {
  const to = new Map(pairs);
  return Object.fromEntries(Object.entries(event).map(([field, value]) => [to.get(field) ?? field, value]));
}
