import type { FieldPath } from '../field-path.ts';
import type { LabelSelector } from './label-selector.ts';
import { qualifiedNameProblems } from './qualified-name.ts';
import type { Scope } from './scope.ts';

/** Labels of the pod itself that are to be added to a selector. */
export interface LabelKeys {
  readonly matchLabelKeys?: readonly string[];
  readonly mismatchLabelKeys?: readonly string[];
  readonly labelSelector?: LabelSelector;
}

/**
 * The keys after the server has merged them into the selector, which is why a key that is there twice was written by
 * the user (ValidateMatchLabelKeysAndMismatchLabelKeys@1.36.2).
 */
export function validateMergedLabelKeys(keys: LabelKeys, path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  const { matchLabelKeys = [], mismatchLabelKeys = [], labelSelector } = keys;
  validateKeys(matchLabelKeys, path.child('matchLabelKeys'), { ...scope, labelSelector });
  validateKeys(mismatchLabelKeys, path.child('mismatchLabelKeys'), { ...scope, labelSelector });
  const seen = new Set(Object.keys(labelSelector?.matchLabels ?? {}));
  for (const { key = '' } of labelSelector?.matchExpressions ?? []) {
    const at = matchLabelKeys.lastIndexOf(key);
    if (at !== -1 && seen.has(key)) {
      // Upstream leaves the name of the list out of the path.
      const keyPath = path.miscalled(`[${at}]`, 'matchLabelKeys', at);
      errors.invalid(keyPath, key, 'exists in both matchLabelKeys and labelSelector');
    }
    seen.add(key);
  }
  for (const [at, key] of matchLabelKeys.entries()) {
    if (!mismatchLabelKeys.includes(key)) continue;
    const detail = 'exists in both matchLabelKeys and mismatchLabelKeys';
    errors.invalid(path.child('matchLabelKeys').index(at), key, detail);
  }
}

function validateKeys(
  keys: readonly string[],
  path: FieldPath,
  { errors, server, labelSelector }: Scope & { readonly labelSelector: LabelSelector | undefined },
): void {
  if (keys.length === 0) return;
  if (!labelSelector) {
    errors.forbidden(path, 'must not be specified when labelSelector is not set');
    return;
  }
  for (const [at, key] of keys.entries()) {
    errors.invalidEach(path.index(at), key, qualifiedNameProblems(key, server.minor));
  }
}

/** The keys where the server merges nothing: the rule for spreading before 1.34 (ValidateMatchLabelKeysInTopologySpread@1.36.2). */
export function validateUnmergedLabelKeys(
  { matchLabelKeys = [], labelSelector }: LabelKeys,
  path: FieldPath,
  { errors, server }: Scope,
): void {
  if (matchLabelKeys.length === 0) return;
  if (!labelSelector) errors.forbidden(path, 'must not be specified when labelSelector is not set');
  const selected = new Set([
    ...Object.keys(labelSelector?.matchLabels ?? {}),
    ...(labelSelector?.matchExpressions ?? []).map(({ key = '' }) => key),
  ]);
  for (const [at, key] of matchLabelKeys.entries()) {
    errors.invalidEach(path.index(at), key, qualifiedNameProblems(key, server.minor));
    if (selected.has(key)) errors.invalid(path.index(at), key, 'exists in both matchLabelKeys and labelSelector');
  }
}
