import type { Workload } from '@outrigger/manifest';
import type { PatchTarget } from './patch-entry.ts';

/** Whether a patch is for a workload. Kinds, names and namespaces are patterns (api/resmap/selector.go, kustomize/v5.7.1). */
export function meetsTarget({ kind, name, namespace }: PatchTarget, workload: Workload): boolean {
  return (
    fits(kind, workload.kind) && fits(name, workload.name) && fits(namespace, workload.namespace ?? namespace ?? '')
  );
}

/** Patterns as people write them: alternatives, and any run of characters. Others are taken to fit, so that somebody looks. */
function fits(pattern: string | undefined, text: string): boolean {
  if (pattern === undefined || pattern === '' || pattern === text) return true;
  if (/^[\w-]+$/.test(pattern)) return false;
  const plain = /^[\w.|*()^$-]+$/.test(pattern) && !/[*)]\*|\)\(|\*.*\*.*\*/.test(pattern);
  if (!plain) return true;
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    return true;
  }
}
