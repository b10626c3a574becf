import type { ApiObject } from '../../object/api-object.ts';

/** The fields by which events may be selected (pkg/registry/core/event/strategy.go ToSelectableFields@1.36). */
export function eventFields(event: ApiObject): Readonly<Record<string, string>> {
  const involved = (event.involvedObject ?? event.regarding ?? {}) as Readonly<Record<string, unknown>>;
  const source = (event.source ?? event.deprecatedSource ?? {}) as Readonly<Record<string, unknown>>;
  const ofInvolved = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'];
  const component = String(event.reportingComponent ?? event.reportingController ?? '');
  return {
    ...Object.fromEntries(ofInvolved.map((field) => [`involvedObject.${field}`, String(involved[field] ?? '')])),
    reason: String(event.reason ?? ''),
    reportingComponent: component,
    source: String(source.component ?? '') || component,
    type: String(event.type ?? ''),
  };
}

/** The same in the words of events.k8s.io, which leaves some out (pkg/apis/events/v1/conversion.go@1.36). */
export function newEventFields(event: ApiObject): Readonly<Record<string, string>> {
  const { reportingComponent = '', source: _source, ...fields } = eventFields(event);
  const renamed = Object.entries(fields).map(([name, value]) => [
    name.replace(/^involvedObject\./, 'regarding.'),
    value,
  ]);
  return { ...Object.fromEntries(renamed), reportingController: reportingComponent };
}
