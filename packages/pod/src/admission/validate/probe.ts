import type { IProbe } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { validateHandler } from './handler.ts';
import { validateNonNegative } from './number-range.ts';
import type { PodScope } from './scope.ts';

/** The three probes of a container that may have some, in upstream's order. */
export function validateProbes(container: Draft<ProbedContainer>, path: FieldPath, scope: PodScope): void {
  const { livenessProbe, readinessProbe, startupProbe } = container;
  if (livenessProbe) validateOnceProbe(livenessProbe, path.child('livenessProbe'), scope);
  if (readinessProbe) validateReadinessProbe(readinessProbe, path.child('readinessProbe'), scope);
  if (startupProbe) validateOnceProbe(startupProbe, path.child('startupProbe'), scope);
}

/** The part of a container that holds its probes. */
export interface ProbedContainer {
  livenessProbe?: IProbe;
  readinessProbe?: IProbe;
  startupProbe?: IProbe;
}

/** A liveness or startup probe: one success is a success (validateLivenessProbe, validateStartupProbe@1.36.2). */
function validateOnceProbe(probe: Draft<IProbe>, path: FieldPath, scope: PodScope): void {
  validateProbe(probe, path, scope);
  const successes = probe.successThreshold ?? 0;
  if (successes !== 1) scope.errors.invalid(path.child('successThreshold'), successes, 'must be 1');
}

function validateReadinessProbe(probe: Draft<IProbe>, path: FieldPath, scope: PodScope): void {
  validateProbe(probe, path, scope);
  const grace = probe.terminationGracePeriodSeconds;
  if (grace !== undefined) {
    const detail = 'must not be set for readinessProbes';
    scope.errors.invalid(path.child('terminationGracePeriodSeconds'), grace, detail);
  }
}

/** What holds for every probe (validateProbe@1.36.2). */
function validateProbe(probe: Draft<IProbe>, path: FieldPath, scope: PodScope): void {
  const { errors } = scope;
  validateHandler(probe, path, scope);
  for (const field of counts) validateNonNegative(probe[field], path.child(field), errors);
  const grace = probe.terminationGracePeriodSeconds;
  if (grace !== undefined && grace <= 0) {
    errors.invalid(path.child('terminationGracePeriodSeconds'), grace, 'must be greater than 0');
  }
}

const counts = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const;
