import { type KubernetesObject, type Patch, printJsonPatch } from '@outrigger/manifest';
import type { Surroundings } from '../world/surroundings.ts';

/** Prints the JSON patch of an object on a line of its own: `{ apiVersion, kind, metadata, patch }`. */
export function printPatch(object: KubernetesObject, patch: Patch, { stdout }: Surroundings): void {
  if (patch.length === 0) return;
  const { apiVersion, kind, name, namespace } = object;
  const metadata = { name, ...(namespace !== undefined && { namespace }) };
  stdout.write(`${JSON.stringify({ apiVersion, kind, metadata, patch: printJsonPatch(patch) })}\n`);
}
