import type { ApiObject } from '../object/api-object.ts';
import { isSame } from '../object/is-same.ts';
import { type LabelSelector, matchesSelector } from '../object/matches-selector.ts';
import type { PolicyRule } from '../resource/rbac/rbac-rules.ts';
import type { Store } from '../store/store.ts';

const ROLES = 'clusterroles.rbac.authorization.k8s.io';

/** Keeps the rules of roles that are made of others (pkg/controller/clusterroleaggregation@1.36), from now on. */
export function aggregateRoles(store: Store, closing: AbortSignal): void {
  let isWaiting = false;
  store.watch(ROLES, store.version(), () => {
    if (isWaiting) return;
    isWaiting = true;
    setImmediate(() => {
      isWaiting = false;
      if (closing.aborted) return;
      aggregateOnce(store);
    });
  });
}

function aggregateOnce(store: Store): void {
  const found = store.list(ROLES, {});
  const roles = 'entries' in found ? found.entries : [];
  for (const { key, object } of roles) {
    const selectors = selectorsOf(object);
    if (selectors.length === 0) continue;
    const rules: PolicyRule[] = [];
    for (const selector of selectors) {
      for (const { key: other, object: part } of roles) {
        if (other === key || !matchesSelector(selector, part.metadata?.labels ?? {})) continue;
        for (const rule of (part.rules ?? []) as readonly PolicyRule[]) {
          if (!rules.some((one) => isSame(one, rule))) rules.push(rule);
        }
      }
    }
    if (!isSame(rules, object.rules)) store.put(ROLES, key, { ...object, rules });
  }
}

function selectorsOf({ aggregationRule }: ApiObject): readonly LabelSelector[] {
  return (
    ((aggregationRule ?? {}) as { readonly clusterRoleSelectors?: readonly LabelSelector[] }).clusterRoleSelectors ?? []
  );
}
