import type { Workload } from '@outrigger/manifest';
import type { CatalogEntry } from '../../catalog/catalog-entry.ts';
import type { EditedPod } from '../edited-pod.ts';
import { asIstioInjects } from './istio.ts';
import { asLinkerdInjects } from './linkerd.ts';

/** Gives a moved proxy the form that its injector gives it in native mode. */
export function asInjected(edited: EditedPod, { workload, name, entry }: Moved): void {
  if (entry?.injector === 'istio') asIstioInjects(edited, workload, name);
  if (entry?.injector === 'linkerd') asLinkerdInjects(edited, name);
}

/** A proxy that has been moved. */
interface Moved {
  readonly workload: Workload;
  readonly name: string;
  readonly entry: CatalogEntry | undefined;
}
