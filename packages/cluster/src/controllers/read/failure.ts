import { ApiError } from '../../client/api-error.ts';

/** Whether something cannot be made because its namespace is being deleted (NamespaceTerminatingCause@1.36). */
export function isTerminatingNamespace(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  const details = error.status?.details as { readonly causes?: readonly { readonly reason?: string }[] } | undefined;
  return details?.causes?.some(({ reason }) => reason === 'NamespaceTerminating') ?? false;
}
