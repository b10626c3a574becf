import type { Patch, Path } from '@outrigger/manifest';
import type { FindingSeverity } from '../finding/finding.ts';
import type { ObjectsSubject } from '../subject/objects-subject.ts';
import type { ScriptSubject } from '../subject/script-subject.ts';
import type { WorkloadSubject } from '../subject/workload-subject.ts';

/** One thing to look for. The fields other than `check` are its page in docs/rules. */
export type Rule = RuleText &
  (
    | { readonly about: 'workload'; readonly check: (subject: WorkloadSubject) => Iterable<Found> }
    | { readonly about: 'objects'; readonly check: (subject: ObjectsSubject) => Iterable<FoundInObject> }
    | { readonly about: 'script'; readonly check: (subject: ScriptSubject) => Iterable<FoundInScript> }
  );

/** What a rule says about itself. */
export interface RuleText {
  /** Stable for ever: `SC001`. */
  readonly id: `SC${string}`;
  /** Stable, kebab-case; what people type into suppressions: `legacy-sidecar`. */
  readonly name: string;
  /** A sentence without a full stop: `A known sidecar runs as an ordinary container`. */
  readonly title: string;
  readonly group: RuleGroup;
  readonly severity: FindingSeverity;
  /** Markdown: what happens, and why that is bad. */
  readonly why: string;
  /** Markdown: what to do instead. */
  readonly instead: string;
  /** The kubelets concerned, for people: `1.29.0–1.29.7 and 1.30.0–1.30.3`; absent = all that know sidecars. */
  readonly kubelets?: string;
  /** Whether some findings carry a fix: what it does, for the page. */
  readonly fixes?: string;
  /** Upstream issues, documents and source. */
  readonly sources: readonly string[];
}

/** The chapters of the rule index. */
export type RuleGroup = 'legacy' | 'hacks' | 'native' | 'lifetime' | 'resources' | 'versions' | 'nearby';

/** What a workload rule found, with paths in the pod; the runner makes a finding of it. */
export interface Found {
  readonly path: Path;
  readonly message: string;
  readonly container?: string;
  readonly consequence?: string;
  readonly hint?: string;
  /** Where it differs from the rule's own, because this instance matters less or more. */
  readonly severity?: FindingSeverity;
  /** With paths in the pod. */
  readonly fix?: { readonly title: string; readonly isSafe: boolean; readonly patch: Patch };
}

/** What a rule about several objects found: the index of the object, and paths in it. */
export interface FoundInObject extends Found {
  readonly object: number;
}

/** What a rule found in a script or Dockerfile, by offsets in its text. */
export interface FoundInScript extends Omit<Found, 'path' | 'fix'> {
  readonly start: number;
  readonly end: number;
}
