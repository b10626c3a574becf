export { ALL_GROUPS as EVENT_CATALOG } from './classify/catalog/all-groups.ts';
export type { CatalogGroup, CatalogRow, Subclass } from './classify/catalog-group.ts';
export { type ClassifiedBy, type Classifier, classifyAll, createClassifier } from './classify/classify.ts';
export type { UserRule } from './classify/rules/user-rule.ts';
export {
  createEnricher,
  type EnrichedBy,
  type Enricher,
  type EnricherOptions,
  enrichAll,
} from './enrich/create-enricher.ts';
export type { MemoryLimits } from './enrich/object-memory.ts';
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
export {
  type EventReader,
  explainPod,
  type PodExplanation,
  type PodQuestion,
  sayObject,
} from './query/explain-pod.ts';
export { kindOfResource } from './query/kind-of-resource.ts';
export { type CannotListen, listenRest, type RestListening, serveApi } from './query/listen.ts';
export {
  createLiveTail,
  type FollowOptions,
  type LiveTail,
  type LiveTailOptions,
  type TailItem,
} from './query/live-tail.ts';
export { matchesFilter } from './query/matches-filter.ts';
export { openApiDocument } from './query/openapi.ts';
export { AGGREGATE_KEYS, AGGREGATE_METRICS } from './query/parameters.ts';
export { type ApiProblem, type ApiProblemCode, RefusedRequest } from './query/problem.ts';
export { readEventFilter, readIncidentFilter } from './query/read-filter.ts';
export { readDuration, readTime } from './query/read-time.ts';
export { RemoteProblem, type RemoteTail, remoteReader } from './query/remote-reader.ts';
export { createRestApi, type Health, type RestApi, type RestOptions } from './query/rest.ts';
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
export { createMemoryStore } from './store/memory-store.ts';
export { BadCursor } from './store/page-cursor.ts';
export {
  createTemplater,
  type LearnedTemplate,
  type Templater,
  type TemplaterLimits,
  type TemplaterOptions,
  templateAll,
} from './template/create-templater.ts';
export type { LearningLimits } from './template/learn-words.ts';
export type { MaskedBy } from './template/mask-message.ts';
