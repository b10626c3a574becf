export { type Admission, type AdmitOptions, admitPod, type RefusalReason } from './admission/admit-pod.ts';
export { type ApiServer, apiServer, apiServerGates } from './admission/api-server.ts';
export { type DecodedObject, decodeObject } from './admission/decode/decode-object.ts';
export type { StructTable } from './admission/decode/decoding.ts';
export type { GoFields } from './admission/decode/go-struct.ts';
export { defaultPod } from './admission/defaults/default-pod.ts';
export { defaultAmounts } from './admission/defaults/default-resources.ts';
export { defaultTemplate } from './admission/defaults/default-template.ts';
export { addDefaultTolerations, mountToken } from './admission/defaults/plugin-defaults.ts';
export type { Draft } from './admission/draft.ts';
export { type FieldError, FieldErrors, type FieldErrorType, UNSHOWN } from './admission/field-error.ts';
export { FieldPath } from './admission/field-path.ts';
export { goJson } from './admission/go-json.ts';
export { goQuote } from './admission/go-quote.ts';
export { type KubeletRefusal, kubeletRefuses } from './admission/kubelet/kubelet-refuses.ts';
export { dropByGates } from './admission/prepare/drop-by-gates.ts';
export type { LostField } from './admission/prepare/drop-disabled-fields.ts';
export { mergeLabelKeys } from './admission/prepare/merge-label-keys.ts';
export { syncAppArmor } from './admission/prepare/sync-apparmor.ts';
export { canonicalQuantity, readQuantity } from './admission/quantity.ts';
export { invalidStatus } from './admission/refusal-status.ts';
export { formatFieldError } from './admission/refusal-text.ts';
export { validateClaimSpec } from './admission/validate/claim-template.ts';
export { dnsLabelProblems, dnsSubdomainProblems } from './admission/validate/dns-name.ts';
export { isIpAddress, validateIp } from './admission/validate/ip-address.ts';
export { configKeyProblems } from './admission/validate/key-name.ts';
export { validateLabelSelector, validateLabels } from './admission/validate/label-selector.ts';
export { validateAnnotations } from './admission/validate/metadata.ts';
export { validateNodeSelector } from './admission/validate/node-selector.ts';
export { validateNonNegative } from './admission/validate/number-range.ts';
export { validateOwners } from './admission/validate/owner-references.ts';
export { portNameProblems, portNumberProblems, validatePortNumberOrName } from './admission/validate/port.ts';
export { labelValueProblems, qualifiedNameProblems } from './admission/validate/qualified-name.ts';
export { validateContainerResourceName, validateResourceName } from './admission/validate/resource-name.ts';
export type { Scope } from './admission/validate/scope.ts';
export { validateKeptPod, validateNewPod } from './admission/validate/validate-pod.ts';
export { validateTemplate } from './admission/validate/validate-template.ts';
export {
  type AssumedBehaviour,
  type AssumeOptions,
  assumeBehaviour,
  type Helper,
  isMeantToFinish,
} from './assume/assume-behaviour.ts';
export { type AssumedEnd, type AssumeEndOptions, assumeEnd } from './assume/assume-end.ts';
export { type AssumedLife, assumeLife } from './assume/assume-life.ts';
export type { AssumedPart, Assumption } from './assume/assumption.ts';
export {
  type ChartModel,
  chartModel,
  type Lane,
  type Mark,
  type PodMark,
  type PodSpan,
  type Span,
  type SpanKind,
} from './explain/chart/chart-model.ts';
export { asLegacy } from './explain/compare/as-legacy.ts';
export { type ComparedLives, compareKubelets } from './explain/compare/compare-kubelets.ts';
export { type CompareOptions, compareTimelines } from './explain/compare/compare-timelines.ts';
export { type ComparedTimelines, comparisonLines } from './explain/compare/comparison-lines.ts';
export type { Because, Comparison, Difference } from './explain/compare/difference.ts';
export { htmlPage, type PageLife, type PageOptions } from './explain/html/html-page.ts';
export type { PageNotes } from './explain/html/page-sections.ts';
export { type EventRow, eventRows, printAge } from './explain/kubectl/event-rows.ts';
export { eventTable, podTable } from './explain/kubectl/kubectl-lines.ts';
export { type PodRow, printRestarts } from './explain/kubectl/pod-row.ts';
export { podRowAt, podRows } from './explain/kubectl/pod-rows.ts';
export { type Sentence, story } from './explain/story/story.ts';
export { type StoryLinesOptions, storyLines } from './explain/story/story-lines.ts';
export { type SvgOptions, svgChart } from './explain/svg/svg-chart.ts';
export { type GanttOptions, ganttChart } from './explain/terminal/gantt-chart.ts';
export { ANSI, type Paint, type PaintKind, PLAIN } from './explain/terminal/paint.ts';
export { humanDuration } from './explain/words/human-duration.ts';
export { sayDuration } from './explain/words/say-duration.ts';
export { fit, textWidth } from './explain/words/text-width.ts';
export { wrap } from './explain/words/wrap.ts';
export {
  type JobPod,
  type JobPods,
  type JobVerdict,
  judgeJob,
  matchFailurePolicy,
  type PolicyMatch,
} from './job/judge-job.ts';
export { BUGS, type Bug, type BugName } from './kubelet/bugs.ts';
export { GATE_NAMES, type GateName, type Gates, isGateName } from './kubelet/gates.ts';
export { type Kubelet, type KubeletOptions, kubeletOf } from './kubelet/profile.ts';
export { FAST, kubeletTiming, NOMINAL, type Timing } from './kubelet/timing.ts';
export { DEFAULT_VERSION, NEWEST_MINOR, OLDEST_MINOR, parseVersion, printVersion } from './kubelet/version.ts';
export type { Action, PodEvent } from './lifecycle/actions.ts';
export { type Decision, decide, decideInPlace, type Moment } from './lifecycle/decide.ts';
export type { Fact } from './lifecycle/facts.ts';
export { type LiveState, newPodState, type PodState } from './lifecycle/state.ts';
export type { Condition } from './lifecycle/status/conditions.ts';
export type { ContainerState, ContainerStatus, Terminated } from './lifecycle/status/container-statuses.ts';
export type { Phase, PodStatus } from './lifecycle/status/pod-status.ts';
export type { PlannedKill, SyncPlan, SyncView } from './lifecycle/sync/plan.ts';
export { planSync } from './lifecycle/sync/plan-sync.ts';
export { type Container, type ContainerKind, type Pod, type ProbeKind, readPod } from './model/pod.ts';
export { withImage } from './model/with-image.ts';
export {
  type EffectiveResources,
  effectiveLimits,
  effectiveRequests,
} from './resources/effective/effective-resources.ts';
export { sayEffective } from './resources/effective/say-effective.ts';
export { addUp } from './resources/node/add-up.ts';
export { type Cell, describeNode, type NodeDescription } from './resources/node/describe-node.ts';
export { type KubectlRules, kubectlRulesFor } from './resources/node/kubectl-rules.ts';
export { printCell } from './resources/node/print-node-totals.ts';
export { podResources } from './resources/pod-resources.ts';
export { type OomScore, oomScores } from './resources/qos/oom-score.ts';
export { type QosVerdict, qosVerdict } from './resources/qos/qos-class.ts';
export { sayQos } from './resources/qos/say-qos.ts';
export { printQuantity } from './resources/quantity/print-quantity.ts';
export { addQuantities, compareQuantities, type Quantity, sumQuantities } from './resources/quantity/quantity.ts';
export { reserveForPod } from './resources/reservation/reserve-for-pod.ts';
export type { ResourceAmounts } from './resources/resource-amounts.ts';
export { resourceRulesFor } from './resources/resource-rules.ts';
export { type MachineSpeed, RECORDED } from './simulate/machine-speed.ts';
export { type PlayOptions, play } from './simulate/play.ts';
export {
  type Life,
  type ReadScenario,
  readLife,
  readScenario,
  type ScenarioProblem,
} from './simulate/read-scenario.ts';
export { parseDuration, Reader } from './simulate/read-value.ts';
export { toRecording } from './simulate/recording.ts';
export type { Behaviour, Happening, Scenario } from './simulate/scenario.ts';
export type { LogEntry, StatusEntry, Timeline } from './simulate/timeline.ts';
