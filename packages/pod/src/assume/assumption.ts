/** One thing that a play takes for granted, and whether the manifest says so or only experience does. */
export interface Assumption {
  /** The container it is about; undefined = the pod. */
  readonly container: string | undefined;
  readonly what: AssumedPart;
  /** `command`: the manifest's own commands decide it. `assumed`: nothing in the manifest says so. */
  readonly because: 'command' | 'assumed';
  /** A sentence without subject and full stop: `ends after 10 s with 0, as a Job's container does`. */
  readonly text: string;
}

/** The part of a life that an assumption is about. */
export type AssumedPart = 'run' | 'term' | 'startup' | 'readiness' | 'liveness' | 'postStart' | 'preStop' | 'end';
