import type { Patch } from '@outrigger/manifest';
import type { StartupProbeAdvice } from '../catalog/catalog-entry.ts';

type Json = Extract<Patch[number], { readonly op: 'add' }>['value'];

/** A probe as a value that can be written into a manifest. */
export function readyBefore(probe: StartupProbeAdvice['probe']): Json {
  // Interfaces of Kubernetes' types have no index signature; what they hold is JSON.
  return probe as unknown as Json;
}
