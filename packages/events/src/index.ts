export { ALL_GROUPS as EVENT_CATALOG } from './classify/catalog/all-groups.ts';
export type { CatalogGroup, CatalogRow, Subclass } from './classify/catalog-group.ts';
export { type ClassifiedBy, type Classifier, classifyAll, createClassifier } from './classify/classify.ts';
export { type ReadRules, readClassRules } from './classify/rules/read-rules.ts';
export type { UserRule } from './classify/rules/user-rule.ts';
export { type CausalRule, type FactMatch, JOINS, type JoinKey } from './correlate/causal-rule.ts';
export {
  type CausalRules,
  type CorrelatedBatch,
  type Correlator,
  type CorrelatorOptions,
  createCorrelator,
  type RememberedObject,
} from './correlate/correlator.ts';
export { type ReadCausalRules, readCausalRules } from './correlate/read-causal-rules.ts';
export { RULE_FAMILIES, type RuleFamily } from './correlate/rules/all-rules.ts';
export { SHARED_RULES, type SharedRule } from './correlate/shared-rule.ts';
export type { Blame, Symptom, SymptomRow } from './correlate/symptom.ts';
export { SYMPTOMS } from './correlate/symptoms.ts';
export type { AwayNode, PodStage, Topology } from './correlate/topology.ts';
export { type LearningTopology, type ObjectChange, topologyFromChanges } from './correlate/topology-from-changes.ts';
export type { TopologyObject } from './correlate/topology-object.ts';
export { type Describers, describeAll } from './describe-all.ts';
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
  CATEGORIES,
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
  createObserver,
  type EventBatch,
  headName as observerCheckpoint,
  type Observed,
  type Observer,
  type ObserverCounts,
  type ObserverOptions,
  restoreObserver,
  type SavedObserver,
} from './observe/create-observer.ts';
export type { Mend, NotAnEvent } from './observe/read-event.ts';
export {
  createSourceLimiter,
  type LimitOptions,
  type SourceLimit,
  type SourceLimiter,
} from './observe/source-limit.ts';
export {
  createSynthesiser,
  type SynthesisedFrom,
  type Synthesiser,
  type SynthesiserOptions,
} from './observe/synthesise/create-synthesiser.ts';
export type { Patience } from './observe/synthesise/stuck-pod.ts';
export type {
  ContainerState,
  WatchedCondition,
  WatchedContainer,
  WatchedObject,
} from './observe/synthesise/watched-object.ts';
export { type WatchEventsOptions, watchEvents } from './observe/watch-events.ts';
export { withTicks } from './observe/with-ticks.ts';
export { type Correlated, type PipelineOptions, runPipeline, type Stage } from './pipeline.ts';
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
export { type Played, type PlayOptions, playRecording } from './replay/play-recording.ts';
export type { RecordedChange, Recording } from './replay/recording.ts';
export {
  type PlayedClass,
  type PlayedTemplate,
  playedClasses,
  playedIncidents,
  playedTemplates,
  REPLAY_REPORTS,
  type ReplayReport,
} from './replay/report-recording.ts';
export type { ClusterConfiguration, Configuration } from './serve/configuration.ts';
export { createEventMetrics, type EventMetrics, type ReceivedCounts, type StoredFacts } from './serve/event-metrics.ts';
export { fencedWriter } from './serve/fenced-writer.ts';
export { type FollowClusterOptions, followCluster } from './serve/follow-cluster.ts';
export { type FollowObjectsOptions, followObjects, OBJECT_KINDS } from './serve/follow-objects.ts';
export { goneMeanwhile } from './serve/gone-meanwhile.ts';
export { holdShards, type ShardOptions } from './serve/hold-shards.ts';
export { planShards } from './serve/plan-shards.ts';
export { type ReadConfiguration, readConfiguration } from './serve/read-configuration.ts';
export { type ClusterContents, listCluster, type ReadOnceOptions, readOnce } from './serve/read-once.ts';
export { type CannotServe, runService, type ServiceOptions } from './serve/run-service.ts';
export { type BufferedStore, type BufferOptions, bufferStore, type Waiting } from './store/buffer/buffered-store.ts';
export {
  type ClickHouseOptions,
  openClickHouseStore,
  type UnusableServer,
} from './store/clickhouse/open-clickhouse-store.ts';
export { entriesIn, restoreEntries, type SavedEntries } from './store/entry-log.ts';
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
export { type ExportedLine, exportLines } from './store/export/export-lines.ts';
export { exportParquet } from './store/export/export-parquet.ts';
export type { Imported, ImportOptions } from './store/export/gather-import.ts';
export { type BadLine, importLines } from './store/export/import-lines.ts';
export { type BadParquet, importParquet } from './store/export/import-parquet.ts';
export { createMemoryStore } from './store/memory-store.ts';
export { BadCursor } from './store/page-cursor.ts';
export {
  openPostgresStore,
  type PostgresOptions,
  type UnusablePostgres,
} from './store/postgres/open-postgres-store.ts';
export { openSqliteStore, type UnusableFile } from './store/sqlite/open-sqlite-store.ts';
export { checkExpected, Superseded } from './store/superseded.ts';
export { openThreadedStore } from './store/threads/open-threaded-store.ts';
export { STORE_WORKERS, type StoreWorkers } from './store/threads/store-workers.ts';
export { StoreThreadEnded } from './store/threads/thread-calls.ts';
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
