import type { Verb } from '../request/request-info.ts';

/** What a server is told to do wrong, and when. Data, so that it can be sent to a server and repeated. */
export type Misbehaviour = Fault & { readonly when?: Occasion };

/** One way to misbehave. Lines are those of a watch; an answer that is whole counts as one. */
export type Fault =
  /** The connection breaks after so many lines, in the midst of the next one. */
  | { readonly act: 'cut'; readonly afterLines?: number }
  /** Nothing more comes after so many lines, and the connection stays. */
  | { readonly act: 'stall'; readonly afterLines?: number }
  /** A watch ends after so many lines as if all were well: with none, as the real server ends watches of Events from a version that it has lost. */
  | { readonly act: 'end'; readonly afterLines?: number }
  /** A refusal; of a watch also as its last line. */
  | {
      readonly act: 'refuse';
      readonly code: 410 | 429 | 500 | 503 | 504;
      readonly retryAfterSeconds?: number;
      readonly inStream?: boolean;
      readonly afterLines?: number;
    }
  /** So long before the answer, and before each of its pieces. */
  | { readonly act: 'slow'; readonly ms: number }
  /** The past is forgotten before the answer: versions and continue tokens that were good are too old. */
  | { readonly act: 'compact' };

/** Which requests; all for resources when nothing is said. */
export interface Occasion {
  readonly verbs?: readonly Verb[];
  /** Plurals. */
  readonly resources?: readonly string[];
  readonly users?: readonly string[];
  /** Between 0 and 1, drawn anew for each request. */
  readonly probability?: number;
  /** The draws are the same for the same seed. */
  readonly seed?: number;
  /** Not more often than this. */
  readonly times?: number;
}
