import type { IncidentObject } from '../incident.ts';

/** `Deployment/shop/web`, `Node//node-1`. */
export function objectKey(object: IncidentObject): string {
  // Of the object of an event it is asked five times in a row, and each text that is made anew is hashed anew by whoever looks for it.
  if (object === newest) return newestKey;
  newest = object;
  newestKey = `${object.kind}/${object.namespace}/${object.name}`;
  return newestKey;
}

let newest: IncidentObject | undefined;
let newestKey = '';
