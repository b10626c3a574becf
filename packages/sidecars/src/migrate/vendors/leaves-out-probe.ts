import type { Workload } from '@outrigger/manifest';
import type { CatalogEntry } from '../../catalog/catalog-entry.ts';
import { findContainer } from '../edited-pod.ts';
import { awaitsProxy } from './linkerd.ts';

/** Whether the injector of a proxy gives it no startup probe in this pod, as its legacy form tells. */
export function leavesOutProbe({ pod }: Workload, name: string, entry: CatalogEntry | undefined): boolean {
  const container = findContainer(pod, name)?.container;
  if (!container || container.startupProbe) return false;
  // Istio leaves out all probes where the annotation says that the status port is 0.
  if (entry?.injector === 'istio') return container.readinessProbe === undefined;
  if (entry?.injector === 'linkerd') return !awaitsProxy(container);
  return false;
}
