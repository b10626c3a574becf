import type { Severity } from '../observation.ts';
import type { RetentionPolicy } from './event-store.ts';

/** How many ms an observation of that severity and namespace is kept; endless where nothing is said. The first exception that fits counts. */
export function keepFor(
  policy: RetentionPolicy,
  { severity, namespace }: { readonly severity: Severity | undefined; readonly namespace: string },
): number {
  const exception = policy.exceptions?.find(
    ({ severities, namespaces }) =>
      (severities === undefined || (severity !== undefined && severities.includes(severity))) &&
      (namespaces === undefined || namespaces.includes(namespace)),
  );
  return (exception ?? policy).maxAgeMs ?? Number.POSITIVE_INFINITY;
}
