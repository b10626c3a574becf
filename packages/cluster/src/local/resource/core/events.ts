import type { ApiObject } from '../../object/api-object.ts';
import { declare } from '../declare.ts';
import { eventFields } from '../events/event-fields.ts';
import { validateLegacyEvent } from '../events/validate-event.ts';
import type { Resource } from '../resource.ts';
import { collectErrors } from '../rules/collect-errors.ts';

/** Events of the core group; events.k8s.io shows the same ones in other words. */
export const events: Resource = declare({
  plural: 'events',
  kind: 'Event',
  shortNames: ['ev'],
  rules: {
    setDefaults: withEmptyFields,
    // The server does not look at an Event's name, nor has it ever.
    validateName: () => [],
    isCreatedByUpdate: true,
    validate: (object) => collectErrors((scope) => validateLegacyEvent(object, 'reportingComponent', scope)),
    validateUpdate: (object) => collectErrors((scope) => validateLegacyEvent(object, 'reportingComponent', scope)),
    selectableFields: eventFields,
  },
});

/** Fields that are there also when they hold nothing. */
function withEmptyFields(event: ApiObject): ApiObject {
  return {
    ...event,
    source: event.source ?? {},
    firstTimestamp: event.firstTimestamp ?? null,
    lastTimestamp: event.lastTimestamp ?? null,
    eventTime: event.eventTime ?? null,
    reportingComponent: event.reportingComponent ?? '',
    reportingInstance: event.reportingInstance ?? '',
  };
}
