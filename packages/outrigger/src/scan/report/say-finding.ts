import type { Finding } from '@outrigger/sidecars';

/** `deployment/shop`, or the file where there is no object. */
export function sayObject({ object, file }: Finding): string {
  if (!object) return file;
  // A kustomization need not have a name.
  const name = [object.kind.toLowerCase(), ...(object.name === '' ? [] : [object.name])].join('/');
  return `${name}${object.namespace === undefined ? '' : ` in ${object.namespace}`}`;
}

/** The message with what comes of it. */
export function sayWhole({ message, consequence }: Finding): string {
  return consequence === undefined ? message : `${message}: ${consequence}`;
}
