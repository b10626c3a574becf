import { dnsSubdomainProblems, qualifiedNameProblems, type Scope } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { isSame } from '../../object/is-same.ts';
import { at, SERVER } from '../rules/collect-errors.ts';
import { validateImmutable } from '../rules/field-checks.ts';

/** Whatever API an event comes by, in the words of the core one (legacyValidateEvent in pkg/apis/core/validation/events.go@1.36). */
export function validateLegacyEvent(event: ApiObject, controllerField: string, { errors }: Scope): void {
  const { namespace: involved = '' } = (event.involvedObject ?? {}) as { readonly namespace?: string };
  const { namespace = '' } = event.metadata ?? {};
  const isNew = event.eventTime !== undefined && event.eventTime !== null;
  const agrees = isNew
    ? involved !== '' || ['default', 'kube-system'].includes(namespace)
    : involved === ''
      ? ['', 'default'].includes(namespace)
      : involved === namespace;
  if (!agrees) errors.invalid(at('involvedObject', 'namespace'), involved, 'does not match event.namespace');
  if (isNew) validateNewFields(event, controllerField, { errors, server: SERVER });
  errors.invalidEach(at('namespace'), namespace, dnsSubdomainProblems(namespace));
}

function validateNewFields(event: ApiObject, controllerField: string, { errors }: Scope): void {
  const text = (field: string) => String(event[field] ?? '');
  const controller = text('reportingComponent');
  if (controller === '') errors.required(at(controllerField));
  errors.invalidEach(at(controllerField), controller, qualifiedNameProblems(controller, SERVER.minor));
  for (const [field, limit] of Object.entries(limits)) {
    if (text(field) === '' && field !== 'message') errors.required(at(field));
    if (Buffer.byteLength(text(field)) > limit) errors.invalid(at(field), '', `can have at most ${limit} characters`);
  }
}

const limits = { reportingInstance: 128, action: 128, reason: 128, message: 1024 };

/** What events.k8s.io/v1 asks of new events besides (ValidateEventCreate@1.36). */
export function validateStrictEvent(event: ApiObject, { errors }: Scope): void {
  validateSeries(event, { errors, server: SERVER });
  if (isUnset(event.eventTime)) errors.required(at('eventTime'));
  const type = String(event.type ?? '');
  if (type !== 'Normal' && type !== 'Warning') errors.invalid(at('type'), '', `has invalid value: ${type}`);
  for (const field of ['firstTimestamp', 'lastTimestamp', 'count', 'source']) {
    if (!isUnset(event[field])) errors.invalid(at(field), '', 'needs to be unset');
  }
}

/** What may not change by events.k8s.io/v1 (ValidateEventUpdate@1.36). */
export function validateEventChange(event: ApiObject, old: ApiObject, scope: Scope): void {
  if (!isSame(event.series, old.series)) validateSeries(event, scope);
  const types: Readonly<Record<string, string>> = {
    involvedObject: 'ObjectReference',
    source: 'EventSource',
    related: 'ObjectReference',
  };
  for (const field of frozen) {
    const stored = field === 'reportingController' ? 'reportingComponent' : field;
    const type = event[stored] === undefined ? undefined : types[field];
    validateImmutable(event[stored] ?? '', old[stored] ?? '', at(field), scope, type);
  }
}

const frozen = [
  'involvedObject',
  'reason',
  'message',
  'source',
  'firstTimestamp',
  'lastTimestamp',
  'count',
  'reason',
  'type',
  'eventTime',
  'action',
  'related',
  'reportingController',
  'reportingInstance',
];

function validateSeries(event: ApiObject, { errors }: Scope): void {
  const series = event.series as { readonly count?: number; readonly lastObservedTime?: string } | undefined;
  if (series === undefined) return;
  if ((series.count ?? 0) < 2) errors.invalid(at('series.count'), '', 'should be at least 2');
  if (isUnset(series.lastObservedTime)) errors.required(at('series.lastObservedTime'));
}

function isUnset(value: unknown): boolean {
  return isSame(value, undefined) || value === 0 || value === '';
}
