import type { KubernetesObject, Problem } from '@outrigger/manifest';
import { didYouMean } from '../world/did-you-mean.ts';

/** A kind that nobody serves, with the one that may be meant. */
export function unknownKind(
  { apiVersion, kind, file, locate }: KubernetesObject,
  { kinds, hint }: { readonly kinds: readonly string[]; readonly hint: string },
): Problem {
  const path = ['kind'];
  const message = `no matches for kind "${kind}" in version "${apiVersion}"`;
  const meant = didYouMean(kind, kinds);
  return {
    code: 'unknown-kind',
    severity: 'error',
    message,
    hint: meant === undefined ? hint : `did you mean "${meant}"?`,
    file,
    path,
    position: locate(path),
  };
}
