import type { IncidentObject } from '../incident.ts';

/** `Deployment/shop/web`, `Node//node-1`. */
export function objectKey({ kind, namespace, name }: IncidentObject): string {
  return `${kind}/${namespace}/${name}`;
}
