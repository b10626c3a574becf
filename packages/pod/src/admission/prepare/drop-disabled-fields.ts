import type { IPod } from 'kubernetes-models/v1';
import type { ApiServer } from '../api-server.ts';
import { decodePod } from '../decode/decode-pod.ts';
import type { Draft } from '../draft.ts';
import type { ManifestPath } from '../field-path.ts';
import { dropByGates } from './drop-by-gates.ts';

/** A field that a server takes out of a pod without a word. */
export interface LostField {
  /** As the API server would write it: `spec.initContainers[0].restartPolicy`. */
  readonly field: string;
  readonly path: ManifestPath;
  readonly cause: LossCause;
}

/** Why a field is lost: the server's version does not know it, or it does and a feature gate is off. */
type LossCause =
  | { readonly type: 'unknown'; readonly known: { readonly from: number; readonly to: number } | undefined }
  | { readonly type: 'disabled'; readonly gate: string };

/** A pod after a loss of fields. */
export interface DroppedPod {
  readonly pod: Draft<IPod>;
  readonly lost: readonly LostField[];
}

/**
 * A pod without the fields that a server of a version and with these feature gates does not keep, and what they were:
 * fields it does not know, then fields whose gate is off (DropDisabledPodFields in pkg/api/pod/util.go, 1.27 to 1.36.2).
 *
 * @example
 * ```ts
 * dropDisabledFields(pod, apiServer(28)).lost; // spec.initContainers[0].restartPolicy: gate SidecarContainers
 * ```
 */
export function dropDisabledFields(pod: Draft<IPod>, server: ApiServer): DroppedPod {
  const decoded = decodePod(pod, server);
  const unknown = decoded.unknown.map(({ field, path, known }): LostField => {
    return { field, path, cause: { type: 'unknown', known } };
  });
  const dropped = dropByGates(decoded.pod, server);
  return { pod: dropped.pod, lost: [...unknown, ...dropped.lost] };
}
