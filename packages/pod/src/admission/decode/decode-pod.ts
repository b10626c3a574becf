import type { IPod } from 'kubernetes-models/v1';
import type { ApiServer } from '../api-server.ts';
import type { Draft } from '../draft.ts';
import { decodeValue } from './decode-value.ts';
import {
  DecodeStop,
  type Decoding,
  rootPosition,
  type StructTable,
  type TypeProblem,
  type UnknownField,
} from './decoding.ts';
import { goStruct, printGoType } from './go-struct.ts';

/** What an API server reads out of a pod that somebody has written. */
export interface DecodedPod {
  /** The pod without what the server does not know, without nulls, and with canonical quantities. */
  readonly pod: Draft<IPod>;
  /** Fields that this server does not know: dropped, or refused where the client asks for strict validation. */
  readonly unknown: readonly UnknownField[];
  /** Why the server cannot read the pod at all; then `pod` holds only what could be read. */
  readonly problem: TypeProblem | undefined;
}

/**
 * Reads a pod as an API server of a version does, knowing its fields and their types. Source: k8s.io/api/core/v1/types.go
 * from 1.27 to 1.36.2, sigs.k8s.io/json.
 *
 * @example
 * ```ts
 * decodePod({ spec: { containers: 'x' } }, apiServer(36)).problem?.message;
 * // json: cannot unmarshal string into Go struct field PodSpec.spec.containers of type []v1.Container
 * ```
 */
export function decodePod(written: unknown, server: ApiServer): DecodedPod {
  const decoding: Decoding = { minor: server.minor, structs: podStructs, unknown: [], problems: [] };
  let pod: Draft<IPod> = {};
  try {
    pod = (decodeValue(written, 'Pod', rootPosition(decoding)) ?? {}) as Draft<IPod>;
  } catch (stop) {
    if (!(stop instanceof DecodeStop)) throw stop;
    // A value that reads itself ends the decoding and outdoes what was found before.
    return { pod, unknown: decoding.unknown, problem: stop.problem };
  }
  return { pod, unknown: decoding.unknown, problem: decoding.problems[0] };
}

const podStructs: StructTable = { fieldsOf: goStruct, print: printGoType, bare: (name) => name };

/** The API server's message for a pod that it cannot read. */
export function formatUndecodable(problem: TypeProblem): string {
  return `${CANNOT}${problem.message}`;
}

/** The API server's message for unknown fields when the client asks for strict validation, as kubectl does by default. */
export function formatStrict(unknown: readonly UnknownField[]): string {
  const problems = unknown.map(({ field }) => `unknown field "${field}"`);
  return `${CANNOT}strict decoding error: ${problems.join(', ')}`;
}

const CANNOT = 'Pod in version "v1" cannot be handled as a Pod: ';
