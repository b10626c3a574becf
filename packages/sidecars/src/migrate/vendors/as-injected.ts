import type { CatalogEntry } from '../../catalog/catalog-entry.ts';
import type { EditedPod } from '../edited-pod.ts';
import { asIstioInjects } from './istio.ts';
import { asLinkerdInjects } from './linkerd.ts';

/** Gives a moved proxy the form that its injector gives it in native mode. */
export function asInjected(edited: EditedPod, name: string, entry: CatalogEntry | undefined): void {
  if (entry?.injector === 'istio') asIstioInjects(edited, name);
  if (entry?.injector === 'linkerd') asLinkerdInjects(edited, name);
}
