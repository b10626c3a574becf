/**
 * The unit of everything here: n new occurrences of an event in an interval of time – never "an object was touched". What each
 * stage adds is a field of its own that is undefined before it.
 */
export interface Observation {
  /** Unique, and the same when the same change is seen again: event uid and its count so far. */
  readonly id: string;
  readonly cluster: string;
  /** When the occurrences were, in ms since 1970; `from` is exclusive where there was an occurrence before, else both are one moment. */
  readonly from: number;
  readonly until: number;
  /** When it was seen, in ms since 1970. */
  readonly seenAt: number;
  /** How many new occurrences; at least 1. */
  readonly count: number;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly action: string;
  readonly about: ObjectReference;
  readonly related: ObjectReference | undefined;
  readonly source: EventSource;
  /** Where it comes from: an Event, or a change of an object that Kubernetes says by no Event. */
  readonly origin: 'event' | 'synthesised';
  /** The Event's own identity; empty for what was synthesised. */
  readonly event: {
    readonly namespace: string;
    readonly name: string;
    readonly uid: string;
    readonly resourceVersion: string;
  };
  /** The recorder has probably said less than there was: its spam filter was at its limit. */
  readonly isCensored: boolean;
  /** The recorder has put similar messages together; the message is the newest of them. */
  readonly isCombined: boolean;
  readonly class?: Classification;
  /** Of the object that it is about. */
  readonly metadata?: ObservedMetadata;
  readonly template?: TemplateRef;
  /** The incident that it belongs to. */
  readonly correlationId?: string;
}

/** An object that an event speaks of. */
export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty for what has none. */
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** `spec.containers{app}` */
  readonly fieldPath: string;
}

/** Who says it. */
export interface EventSource {
  /** `kubelet`, `default-scheduler`. */
  readonly component: string;
  /** The node, or the instance of a controller. */
  readonly instance: string;
}

/** What an event means. */
export interface Classification {
  readonly category: Category;
  readonly severity: Severity;
  /** Of the rule that said so; undefined for an event that no rule knows. */
  readonly rule: string | undefined;
  /** Reasons whose trouble it ends, about the same object. */
  readonly recovers: readonly string[];
  /** A finer meaning by the message, e.g. `quota`. */
  readonly subclass: string | undefined;
}

/** What an event is about, in the words of the catalogue (reference C.6). */
export const CATEGORIES = [
  'lifecycle',
  'image',
  'probe',
  'scheduling',
  'capacity',
  'node',
  'storage',
  'network',
  'config',
  'rollout',
  'scaling',
  'batch',
  'security',
  'control-plane',
  'application',
] as const;
/** One of {@link CATEGORIES}. */
export type Category = (typeof CATEGORIES)[number];

/** From the least to the worst. */
export const SEVERITIES = ['debug', 'info', 'notice', 'warning', 'error', 'critical'] as const;
/** One of {@link SEVERITIES}; it does not follow from the type of an event. */
export type Severity = (typeof SEVERITIES)[number];

/** What is known of the object beside its name. */
export interface ObservedMetadata {
  /** The topmost owner, e.g. `Deployment/web`; the object itself where it has none. */
  readonly workload: { readonly kind: string; readonly namespace: string; readonly name: string } | undefined;
  readonly node: string | undefined;
  readonly zone: string | undefined;
  readonly image: string | undefined;
  /** Of a Deployment's rollout or a set's template hash. */
  readonly revision: string | undefined;
  /** Those that were chosen by configuration. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A message without what varies in it. */
export interface TemplateRef {
  /** Stable: the same text has the same id everywhere and always. */
  readonly id: string;
  /** `Back-off restarting failed container <*> in pod <*>` */
  readonly text: string;
}

/** Time of which something is not known: the truth was out of reach. Kept as a row among the observations. */
export interface Gap {
  readonly cluster: string;
  readonly from: number;
  readonly until: number;
  /** `expired`: longer away than Events live · `refused`: the store was full and something was shed. */
  readonly why: 'expired' | 'shed' | 'first-start';
  /** How many observations at least, where that is known. */
  readonly lost: number | undefined;
}
