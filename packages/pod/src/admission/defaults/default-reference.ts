import type { IEnvVarSource } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';

type Reference = Draft<Pick<IEnvVarSource, 'fieldRef' | 'resourceFieldRef'>>;

/** What refers to a part of the pod itself, with its defaults; a divisor that is not given is kept as 0. */
export function defaultReference<Source extends Reference>(source: Source): Source {
  const { fieldRef, resourceFieldRef } = source;
  if (!fieldRef && !resourceFieldRef) return source;
  return {
    ...source,
    ...(fieldRef && { fieldRef: { ...fieldRef, apiVersion: fieldRef.apiVersion || 'v1' } }),
    ...(resourceFieldRef && { resourceFieldRef: { ...resourceFieldRef, divisor: resourceFieldRef.divisor ?? '0' } }),
  };
}
