import type { Workload } from '@outrigger/manifest';
import type { CatalogEntry } from '../../catalog/catalog-entry.ts';

/** Why the vendor of a proxy keeps it an ordinary container in this pod even in native mode; undefined where it does not. */
export function mustStay({ pod }: Workload, entry: CatalogEntry | undefined): string | undefined {
  // linkerd/linkerd2 charts/linkerd-control-plane/templates/identity.yaml sets `nativeSidecar: false`.
  if (entry?.injector === 'linkerd' && pod.metadata?.labels?.['linkerd.io/control-plane-component'] === 'identity') {
    return 'it asks the identity container of this pod for its certificate, so the two would wait for each other';
  }
  return undefined;
}
