/** Something that a component wants to say. */
export interface Happening {
  readonly about: {
    readonly kind: string;
    readonly namespace: string;
    readonly name: string;
    readonly uid: string;
    readonly apiVersion: string;
  };
  readonly type: string;
  readonly reason: string;
  readonly message: string;
}

/** Takes what a recorder writes: makes the Event, or writes over the one of its name. */
export interface EventSink {
  /** With how many occurrences it tells beyond what was written of it before: the truth. */
  readonly write: (event: WrittenEvent, occurrences: number) => void;
}

/** An Event without what the API server gives it. */
export interface WrittenEvent {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly [field: string]: unknown;
}

/** One component, from its start to its end. */
export interface RecorderOptions {
  readonly component: string;
  readonly instance: string;
  /** By its own clock, in ms since 1970. */
  readonly now: () => number;
  readonly sink: EventSink;
  /** A name that no other Event has. */
  readonly name: (about: Happening['about']) => string;
}
