import type { ApiObject } from '../local/object/api-object.ts';
import type { Change } from './change.ts';
import { compareVersions } from './compare-versions.ts';
import type { Ledger } from './ledger.ts';

/**
 * A ledger that only knows how far all has been told, and nothing of single objects: for many that come and go, of which somebody else
 * keeps account (Events). A list tells all that is there as ADDED, whether it was told before or not; ends that nobody saw are not told.
 */
export function createPositionLedger(from: string | undefined): Ledger {
  let position = from;
  let isListing = false;
  const isNews = (version: string): boolean =>
    isListing || position === undefined || !(compareVersions(version, position) <= 0);
  return {
    position: () => position,
    moveTo(version) {
      if (!isListing) position = version;
    },
    hear(type, object: ApiObject, out: Change[]) {
      const { resourceVersion: version = '' } = object.metadata ?? {};
      // Old servers leave the version of what has ended as it was.
      if (type === 'DELETED' || isNews(version)) out.push({ type, object });
      if (!isListing && isNews(version)) position = version;
    },
    beginList() {
      isListing = true;
    },
    hearListed(object, out) {
      out.push({ type: 'ADDED', object });
    },
    endList(version) {
      isListing = false;
      position = version;
    },
    checkpoint: () => ({ resourceVersion: position, objects: [] }),
    size: () => 0,
  };
}
