export { sayPatience, sayProbe } from './catalog/advice/say-probe.ts';
export { allEntries } from './catalog/all-entries.ts';
export type {
  AnnotationWorkaround,
  CatalogEntry,
  ChangedArg,
  KnownContainer,
  MoveAdvice,
  Recognition,
  SidecarRole,
  StartupProbeAdvice,
  WordTest,
  Workarounds,
} from './catalog/catalog-entry.ts';
export type { CatalogProblem } from './catalog/own/catalog-problem.ts';
export { type ReadCatalog, readCatalog } from './catalog/own/read-catalog.ts';
export { withOwnEntries } from './catalog/own/with-own-entries.ts';
export { recogniseSidecar } from './catalog/recognise-sidecar.ts';
export { sidecarsAmong } from './catalog/sidecars-among.ts';
export type { Evidence, PlayRequest } from './evidence/evidence.ts';
export type { Finding, FindingObject, FindingSeverity, Fix } from './finding/finding.ts';
export { type FindHacksOptions, findHacks } from './hacks/find-hacks.ts';
export type { Hack, HackKind } from './hacks/hack.ts';
export type { PodEdit } from './hacks/removal/pod-edit.ts';
export { removeHacks } from './hacks/removal/remove-hacks.ts';
export { type PatchEntry, type PatchTarget, patchEntries, type ReadPatch } from './kustomize/patch-entry.ts';
export { type DoubledName, findDoubledNames } from './metrics/doubled-names.ts';
export { alertRules } from './metrics/generate/alert-rules.ts';
export type { MetricRule, MetricRuleGroup } from './metrics/generate/metric-rule.ts';
export { recordingRules } from './metrics/generate/recording-rules.ts';
export {
  RELABEL_ALL,
  type RelabelStep,
  relabelByName,
  type SidecarNames,
  sidecarNames,
} from './metrics/generate/relabelling.ts';
export { DEFAULT_KUBE_STATE_METRICS, RESTART_POLICY_SINCE } from './metrics/init-twins.ts';
export { DEFAULT_JOIN, isSince, type JoinOptions } from './metrics/join-options.ts';
export {
  mentionsContainers,
  type Remark,
  type RewriteOptions,
  type RewrittenExpression,
  rewriteExpression,
  type Splice,
} from './metrics/rewrite/rewrite-expression.ts';
export {
  type Mention,
  type RewrittenRule,
  type RewrittenRules,
  type RuleOptions,
  rewriteRules,
} from './metrics/rewrite/rewrite-rules.ts';
export { type LeftInOverlay, leftInOverlays } from './migrate/left-in-overlays.ts';
export type { LeftOver, Migration, MigrationStep } from './migrate/migration.ts';
export { type NeededVersion, neededVersions } from './migrate/needed-versions.ts';
export { type MigrationOptions, planMigration } from './migrate/plan-migration.ts';
export { type OverlayChange, planOverlays } from './migrate/plan-overlays.ts';
export { type ChangedAmount, type Proof, proveMigration } from './migrate/prove-migration.ts';
export { planLegacy, type ToLegacyOptions } from './migrate/to-legacy.ts';
export type { Difference } from './policy/expressed-rule.ts';
export { listPolicies, type PolicyFact } from './policy/list-policies.ts';
export { type PolicyApi, type PolicyKind, servedVersions } from './policy/objects/api-version.ts';
export type { NamespaceSelector, PolicyObject } from './policy/objects/policy-object.ts';
export { type PolicyOptions, type PolicyPlan, planPolicies, type ValidationAction } from './policy/plan-policies.ts';
export { allRules } from './rules/all-rules.ts';
export type { Found, FoundInObject, FoundInScript, Rule, RuleGroup, RuleText } from './rules/rule.ts';
export { mayMatter } from './scan/may-matter.ts';
export { mattersToOthers, type ScanOptions, scanObject, scanObjects, scanTogether } from './scan/scan-objects.ts';
export { type ScriptFinding, scanScript } from './scan/scan-script.ts';
export { applySuppressions, type Suppressed, type SuppressedFinding } from './scan/suppressions.ts';
export { DEFAULT_RANGE, type KubeletRange, readKubeletRange } from './subject/kubelet-range.ts';
export type { ObjectsSubject } from './subject/objects-subject.ts';
export type { ScriptSubject } from './subject/script-subject.ts';
export type { SubjectContainer, WorkloadSubject } from './subject/workload-subject.ts';
