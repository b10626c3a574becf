import type { Change } from '@outrigger/cluster';

/** What was seen of a cluster, to be played again. */
export interface Recording {
  /** Changes of Events, oldest first. */
  readonly events: readonly RecordedChange[];
  /** Changes of the objects that Events are about, oldest first. */
  readonly objects: readonly RecordedChange[];
}

/** A change, and when it was seen in ms since 1970. */
export interface RecordedChange extends Pick<Change, 'type' | 'object'> {
  readonly at: number;
}
