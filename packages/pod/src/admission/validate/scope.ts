import type { IVolume } from 'kubernetes-models/v1';
import type { ApiServer } from '../api-server.ts';
import type { Draft } from '../draft.ts';
import type { FieldErrors } from '../field-error.ts';

/** What every check needs besides the value: whose rules they are, and where errors go. */
export interface Scope {
  readonly server: ApiServer;
  readonly errors: FieldErrors;
  /** Whether it is a template, of which pods are yet to be made. */
  readonly isTemplate?: boolean;
}

/** What the checks of a container need to know of its pod. */
export interface PodScope extends Scope {
  /** The valid volumes by name; upstream leaves out those with errors, so mounts of them are "Not found" as well. */
  readonly volumes: ReadonlyMap<string, Draft<IVolume>>;
  readonly claimNames: ReadonlySet<string>;
  /** Seconds; undefined only where a pod was not defaulted. */
  readonly gracePeriod: number | undefined;
  readonly os: string | undefined;
  readonly hostUsers: boolean;
  readonly restartPolicy: string;
}

/** Is a feature gate on? Unknown gates are off. */
export function gateIsOn({ server }: Scope, gate: string): boolean {
  return server.gates[gate] === true;
}
