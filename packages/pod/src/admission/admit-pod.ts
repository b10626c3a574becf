import type { IPod } from 'kubernetes-models/v1';
import { type ApiServer, apiServer } from './api-server.ts';
import { decodePod, formatStrict, formatUndecodable } from './decode/decode-pod.ts';
import { defaultPod } from './defaults/default-pod.ts';
import type { Draft } from './draft.ts';
import type { FieldError } from './field-error.ts';
import type { ManifestPath } from './field-path.ts';
import { dropByGates } from './prepare/drop-by-gates.ts';
import type { LostField } from './prepare/drop-disabled-fields.ts';
import { mergeLabelKeys } from './prepare/merge-label-keys.ts';
import { syncAppArmor } from './prepare/sync-apparmor.ts';
import { badRequestStatus, invalidStatus, type RefusalStatus } from './refusal-status.ts';
import { createdName } from './validate/metadata.ts';
import { validatePod } from './validate/validate-pod.ts';

/** How a pod is handed in. */
export interface AdmitOptions {
  /** Whose rules hold; by default those of a 1.36 server. */
  readonly server?: ApiServer;
  /**
   * What becomes of fields that the server does not know: `Strict` refuses the pod, as with kubectl by default; `Warn`
   * drops them, as a server does by itself.
   */
  readonly fieldValidation?: 'Strict' | 'Warn';
}

/** What an API server makes of a pod. */
export type Admission = AdmittedPod | RefusedPod;

/** A pod that an API server keeps. */
export interface AdmittedPod {
  readonly admitted: true;
  /** As it is kept: with defaults, and without what was lost. */
  readonly pod: IPod;
  readonly lost: readonly LostField[];
}

/** A pod that an API server does not take. */
export interface RefusedPod {
  readonly admitted: false;
  /** The API server's message, e.g. `Pod "x" is invalid: spec.containers: Required value`. */
  readonly message: string;
  /** What is wrong, in the API server's order; a pod that cannot be read has one reason. */
  readonly reasons: readonly RefusalReason[];
  /** The body of the API server's answer. */
  readonly status: RefusalStatus;
  readonly lost: readonly LostField[];
}

/** One thing that is wrong, and where. */
export interface RefusalReason {
  readonly path: ManifestPath;
  readonly message: string;
  /** What validation has found; undefined where the pod could not be read. */
  readonly error: FieldError | undefined;
}

/**
 * What an API server makes of the creation of a pod: it reads it, fills in defaults, drops what it does not keep, and
 * validates the rest.
 *
 * @example
 * ```ts
 * const admission = admitPod(manifest, { server: apiServer(28, { SidecarContainers: true }) });
 * if (!admission.admitted) console.error(admission.message);
 * ```
 */
export function admitPod(
  written: unknown,
  { server = apiServer(), fieldValidation = 'Warn' }: AdmitOptions = {},
): Admission {
  const decoded = decodePod(written, server);
  const unknown = decoded.unknown.map(({ field, path, known }): LostField => {
    return { field, path, cause: { type: 'unknown', known } };
  });
  if (decoded.problem) {
    const { path } = decoded.problem;
    return unreadable(formatUndecodable(decoded.problem), { places: [path], lost: unknown });
  }
  if (fieldValidation === 'Strict' && unknown.length > 0) {
    const places = unknown.map(({ path }) => path);
    return unreadable(formatStrict(decoded.unknown), { places, lost: unknown });
  }
  const dropped = dropByGates(defaultPod(decoded.pod, server), server);
  const pod = syncAppArmor(mergeLabelKeys(dropped.pod, server), server);
  const lost = [...unknown, ...dropped.lost];
  const errors = validatePod(withAccount(pod), server);
  // What has no errors is a pod.
  return errors.length === 0 ? { admitted: true, pod: pod as IPod, lost } : refused(pod, { errors, lost });
}

/** The ServiceAccount plugin has named an account before validation looks. */
function withAccount(pod: Draft<IPod>): Draft<IPod> {
  const { spec } = pod;
  return spec?.serviceAccountName ? pod : { ...pod, spec: { ...spec, serviceAccountName: 'default' } };
}

function refused(
  { metadata }: Draft<IPod>,
  { errors, lost }: { readonly errors: readonly FieldError[]; readonly lost: readonly LostField[] },
): RefusedPod {
  const status = invalidStatus({ kind: 'Pod', name: createdName(metadata ?? {}) }, errors);
  const reasons = errors.map((error, at) => {
    return { path: error.path, message: `${error.field}: ${status.details?.causes[at]?.message}`, error };
  });
  return { admitted: false, message: status.message, reasons, status, lost };
}

function unreadable(
  message: string,
  { places, lost }: { readonly places: readonly ManifestPath[]; readonly lost: readonly LostField[] },
): RefusedPod {
  const reasons = places.map((path) => ({ path, message, error: undefined }));
  return { admitted: false, message, reasons, status: badRequestStatus(message), lost };
}
