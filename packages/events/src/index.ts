export { ALL_GROUPS as EVENT_CATALOG } from './classify/catalog/all-groups.ts';
export type { CatalogGroup, CatalogRow, Subclass } from './classify/catalog-group.ts';
export { type ClassifiedBy, type Classifier, classifyAll, createClassifier } from './classify/classify.ts';
export type { UserRule } from './classify/rules/user-rule.ts';
export type { Incident, IncidentLink, IncidentObject } from './incident.ts';
export {
  type Category,
  type Classification,
  type EventSource,
  type Gap,
  type ObjectReference,
  type Observation,
  type ObservedMetadata,
  SEVERITIES,
  type Severity,
  type TemplateRef,
} from './observation.ts';
export type {
  AggregateKey,
  AggregateQuery,
  AggregateRow,
  EventFilter,
  EventPage,
  EventStore,
  IncidentFilter,
  IncidentPage,
  Page,
  RetentionPolicy,
  StoreBatch,
  StoreCapabilities,
  TimeRange,
} from './store/event-store.ts';
