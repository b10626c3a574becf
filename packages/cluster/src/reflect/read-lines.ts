import type { WatchLine } from '../client/client.ts';
import type { Status } from '../local/answer/api-answer.ts';
import type { ApiObject } from '../local/object/api-object.ts';
import type { Change } from './change.ts';
import type { Ledger } from './ledger.ts';

/** What a piece of a watch has brought besides changes. */
export interface LinesRead {
  readonly isInitialEnd: boolean;
  /** An ERROR: nothing comes after it. */
  readonly refusal: Pick<Status, 'code' | 'reason' | 'message'> | undefined;
}

/** Enters the lines of a watch into the ledger; what is news is appended to `out`. */
export function readLines(lines: readonly WatchLine[], ledger: Ledger, out: Change[]): LinesRead {
  let isInitialEnd = false;
  for (const { type, object } of lines) {
    switch (type) {
      case 'ADDED':
      case 'MODIFIED':
      case 'DELETED':
        ledger.hear(type, object, out);
        break;
      case 'BOOKMARK':
        if (endsInitialEvents(object)) {
          isInitialEnd = true;
          ledger.endList(object.metadata?.resourceVersion ?? '', out);
        } else {
          ledger.moveTo(object.metadata?.resourceVersion ?? '');
        }
        break;
      case 'ERROR':
        return { isInitialEnd, refusal: object as Pick<Status, 'code' | 'reason' | 'message'> };
    }
  }
  return { isInitialEnd, refusal: undefined };
}

/** KEP-3157. */
function endsInitialEvents({ metadata }: ApiObject): boolean {
  return metadata?.annotations?.['k8s.io/initial-events-end'] === 'true';
}
