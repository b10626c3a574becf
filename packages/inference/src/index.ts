export { settleBudgets } from './admit/budget/settle-budgets.ts';
export { type BudgetLimits, type Charge, createTokenBudgets, type TokenBudgets } from './admit/budget/token-budgets.ts';
export {
  type PickerConfiguration,
  type ReadPickerConfiguration,
  readPickerConfiguration,
} from './admit/configuration/read-configuration.ts';
export { CRITICALITY, isSheddable } from './admit/criticality.ts';
export { DROPPED } from './admit/dropped.ts';
export { type BandLimits, FLOW_LIMITS, type FlowLimits, type OwnLimits } from './admit/flow/flow-limits.ts';
export type { Waiter } from './admit/flow/waiting-room.ts';
export { type Admitting, type AdmitWorld, keepAdmitting } from './admit/keep-admitting.ts';
export {
  type Admission,
  type AdmissionRules,
  type Admitted,
  createAdmission,
  type Moment,
  USUAL_ADMISSION,
} from './admit/plan-admission.ts';
export { MOST_COST, requestCost } from './admit/request-cost.ts';
export { CONCURRENCY_LIMITS, type ConcurrencyLimits, concurrency } from './admit/saturation/concurrency.ts';
export type { SaturationDetector } from './admit/saturation/detector.ts';
export { goodCapacity } from './admit/saturation/good-capacity.ts';
export {
  MEASURED_LIMITS,
  UTILIZATION_LIMITS,
  type UtilizationLimits,
  utilization,
} from './admit/saturation/utilization.ts';
export {
  SHED_CURVE,
  type ShedCurve,
  type Shedding,
  shedAllButCritical,
  shedByChance,
  shedNone,
  shedSheddable,
} from './admit/shedding.ts';
export { type BodyRoom, createBodyRoom } from './answer/body-room.ts';
export { nameModels, sendAnywhere } from './answer/name-models.ts';
export { type ExtProcOptions, type ExtProcServer, serveExtProc } from './answer/serve-ext-proc.ts';
export { type Certificate, type FollowedCertificate, followCertificate } from './answer/tls/follow-certificate.ts';
export type { Ask, Flight, Go, Stop, Usage, Verdict } from './answer/verdict.ts';
export type { ByteRange, FoundFields } from './body/field-book.ts';
export { type BodyScan, scanBody } from './body/scan-body.ts';
export type {
  Answered,
  DecidedCandidate,
  DecidedRequest,
  Decision,
  DecisionLine,
} from './decisions/decision.ts';
export { type DecisionLog, LOG_BOUNDS, type LogBounds, openDecisionLog } from './decisions/decision-log.ts';
export { type ExplainedCandidate, type ExplainedDecision, explainDecision } from './decisions/explain-decision.ts';
export { type BadDecision, readDecisions } from './decisions/read-decisions.ts';
export { createRecorder, type RecordingWorld, recordDecisions } from './decisions/record-decisions.ts';
export { type Change, type Pair, type Replay, replayDecisions } from './decisions/replay-decisions.ts';
export { situationOfDecision } from './decisions/situation-of-decision.ts';
export type { EjectedEndpoint, EjectionCause, GuardedSituation, LeftOut } from './eject/ejected-endpoint.ts';
export { type EjectionRules, USUAL_EJECTION } from './eject/ejection-rules.ts';
export {
  type Ejecting,
  type EjectionNews,
  type EjectionWorld,
  keepEjecting,
  type SentThere,
} from './eject/keep-ejecting.ts';
export type { Endpoint, EndpointPod } from './endpoint.ts';
export {
  type Adapters,
  type EndpointState,
  type InFlight,
  type Measured,
  NOTHING_IN_FLIGHT,
  waitingAt,
} from './endpoint-state.ts';
export type { HostPort } from './gateway/clusters.ts';
export { type EnvoyConfig, type EnvoyOptions, envoyConfig } from './gateway/envoy-config.ts';
export type { GatewaySources } from './gateway/gateway-objects.ts';
export { readGateways } from './gateway/read-gateways.ts';
export type { InferenceRequest } from './inference-request.ts';
export { createEndpointBook, type EndpointBook, type Sent, type SentLoad } from './measure/endpoint-book.ts';
export { keepMeasuring, type MeasureWorld, type Measuring } from './measure/keep-measuring.ts';
export { readMetrics } from './measure/read-metrics.ts';
export { createScraper, type Scraped, type ScrapeOptions, type Scraper } from './measure/scrape.ts';
export { SCRAPE_PACE, type ScrapePace } from './measure/scrape-interval.ts';
export { createPoolMetrics, type PoolMetrics, type PoolMetricsOptions } from './observe-pool/create-pool-metrics.ts';
export { type Picks, type PickWatch, watchPicks } from './observe-pool/watch-picks.ts';
export { createPicker, type Picked, type PickerWorld } from './pick/create-picker.ts';
export { ANY_MODEL, type ModelBook, type Purpose } from './pick/model-book.ts';
export { modelBookOf } from './pick/model-book-of.ts';
export { BASE_MODEL_LABEL, type BaseModels, type ConfigMapObject, readBaseModels } from './pool/base-models.ts';
export type { FieldProblem } from './pool/check-fields.ts';
export { type Definition, definitionsOf } from './pool/definitions.ts';
export { endpointsOf, type PodObject } from './pool/endpoints-of.ts';
export { type FollowPoolOptions, followPool, type NoPoolKind } from './pool/follow-pool.ts';
export { KINDS } from './pool/kinds/all-kinds.ts';
export type { Kind } from './pool/kinds/kind.ts';
export { parseEndpoints } from './pool/parse-endpoints.ts';
export { type PoolPlan, type PoolSources, planPool, poolsOf } from './pool/plan-pool.ts';
export { type PickerRef, type Pool, readPool } from './pool/pool.ts';
export { asPoolObject, type PoolName, type PoolObject } from './pool/pool-object.ts';
export { type PoolFiles, type PoolFilesOptions, readPoolFiles } from './pool/read-pool-files.ts';
export { type Role, rolesOf } from './pool/roles.ts';
export { hashPrefix, PREFIX_BLOCKS, type PrefixBlocks, type PrefixHasher, TOKEN_BYTES } from './prefix/hash-prefix.ts';
export { NO_PREFIX, type PrefixChain } from './prefix/prefix-chain.ts';
export { createPrefixIndex, type PrefixIndex } from './prefix/prefix-index.ts';
export type { MakePlugIn, PlugIn } from './schedule/configured/plug-in.ts';
export {
  type Mapped,
  modulesOf,
  readUpstreamConfig,
  type UpstreamConfig,
} from './schedule/configured/read-upstream-config.ts';
export { byLabel, type LabelWanted, ROLES } from './schedule/filters/by-label.ts';
export { hasRoom, queueBelow } from './schedule/filters/has-room.ts';
export { leastKvUsage, leastQueue } from './schedule/filters/least.ts';
export { loraAffinity } from './schedule/filters/lora-affinity.ts';
export { prefixAffinity } from './schedule/filters/prefix-affinity.ts';
export {
  type LatencyFeatures,
  type LatencyModel,
  learnLatency,
  predictLatency,
  UNTAUGHT,
} from './schedule/latency-model.ts';
export { createLatencyOutlook, type Expected, type LatencyOutlook } from './schedule/objective/latency-outlook.ts';
export { headroomTier, type LatencyScorerOptions, latencyScorer } from './schedule/objective/latency-scorer.ts';
export { meetObjectives, type ObjectiveRules } from './schedule/objective/meet-objectives.ts';
export { objectiveOf, type RequestObjective } from './schedule/objective/request-objective.ts';
export { anyOf, maxScore, weightedRandom } from './schedule/pickers.ts';
export { decisionTree, decisionTreeOf040, TREE_LIMITS, type TreeLimits } from './schedule/policies/decision-tree.ts';
export { disaggregated, PREFILL_HEADER, type PrefillDecider } from './schedule/policies/disaggregated.ts';
export { PREDICTED_LIMITS, type PredictedLimits, predicted } from './schedule/policies/predicted.ts';
export { type Profile, profilePolicy } from './schedule/policies/profile.ts';
export { STICKY_LIMITS, type StickyLimits, sticky } from './schedule/policies/sticky.ts';
export { DEFAULT_WEIGHTS, weighted } from './schedule/policies/weighted.ts';
export type {
  Choice,
  Chosen,
  Filter,
  Picker,
  Policy,
  Reason,
  ResponseHeaders,
  Scorer,
  Situation,
} from './schedule/policy.ts';
export {
  CONTEXT_LENGTH_LABEL,
  contextLengthFilter,
  contextLengthScorer,
} from './schedule/scorers/context-length-scorer.ts';
export {
  type ActiveRequestOptions,
  activeRequestScorer,
  kvCacheScorer,
  loadAwareScorer,
  queueScorer,
  runningScorer,
  tokenLoadScorer,
} from './schedule/scorers/load-scorers.ts';
export { loraScorer } from './schedule/scorers/lora-scorer.ts';
export { type HearingScorer, noHitLruScorer } from './schedule/scorers/no-hit-lru-scorer.ts';
export { prefixScorer } from './schedule/scorers/prefix-scorer.ts';
export { SESSION_HEADER, sessionScorer, sessionToken } from './schedule/scorers/session-scorer.ts';
export { seededRandom } from './schedule/seeded-random.ts';
export { tellScores } from './schedule/tell-scores.ts';
export {
  type PickerChange,
  type PickerOptions,
  type PoolNow,
  type RefusedToListen,
  runPicker,
  type TakeChange,
} from './serve/run-picker.ts';
export { type Compared, type Comparison, compare, type PercentileFigures } from './simulate/compare.ts';
export { CONTENDERS, type Contender, type ContenderName } from './simulate/contenders.ts';
export {
  ENGINE_PROFILES,
  type EngineProfile,
  LLAMA2_7B_A100,
  LLAMA2_7B_H100,
  QWEN3_32B_H100,
} from './simulate/engine/engine-profile.ts';
export type { Histogram } from './simulate/load/histogram.ts';
export { type Load, type LoadReport, runLoad } from './simulate/load/run-load.ts';
export { type Figure, meanOfRuns } from './simulate/mean-of-runs.ts';
export { type PolicyRouterWorld, policyRouter } from './simulate/policy-router.ts';
export type { Router } from './simulate/router.ts';
export { type ModelServer, type ModelServerOptions, serveModel } from './simulate/server/serve-model.ts';
export { kubeService, roundRobin } from './simulate/service-routers.ts';
export type { SimOutcome, SimRequest } from './simulate/sim-request.ts';
export { type Simulation, simulate } from './simulate/simulate.ts';
export { OBJECTIVE, type Objective, type Percentiles, type Summary, summarise } from './simulate/summarise.ts';
export { type Setting, USUAL_SETTINGS } from './simulate/usual-setting.ts';
export { WORKLOADS } from './simulate/workload/all-workloads.ts';
export type { Workload } from './simulate/workload/workload.ts';
