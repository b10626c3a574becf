import type { CatalogEntry } from '../../catalog/catalog-entry.ts';
import { variablesFor } from '../cel/variables.ts';
import type { PolicyMutation } from '../mutation.ts';
import { MATCH_CONSTRAINTS, matchConditions } from './matching.ts';

/** The spec of the MutatingAdmissionPolicy that makes a repair. */
export function mutatingSpec(
  mutation: PolicyMutation,
  entries: readonly CatalogEntry[],
): Readonly<Record<string, unknown>> {
  const expression = mutation.operations(entries);
  return {
    failurePolicy: 'Ignore',
    // Sidecars that a webhook injects later are seen in a second round.
    reinvocationPolicy: 'IfNeeded',
    matchConstraints: MATCH_CONSTRAINTS,
    matchConditions: matchConditions('to mend'),
    variables: variablesFor([expression], entries),
    mutations: [{ patchType: 'JSONPatch', jsonPatch: { expression } }],
  };
}
