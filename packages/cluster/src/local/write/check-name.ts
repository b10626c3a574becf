import { badRequest } from '../answer/refusal.ts';
import type { ApiObject } from '../object/api-object.ts';
import type { Call } from '../world.ts';

/** An object is written where its name says (apiserver pkg/endpoints/handlers/rest.go checkName@1.36). */
export function checkName({ info }: Call, { metadata }: ApiObject): void {
  const name = metadata?.name ?? '';
  if (name === '') {
    throw badRequest(`the name of the object (${info.name} based on URL) was undeterminable: name must be provided`);
  }
  if (name !== info.name) {
    throw badRequest(`the name of the object (${name}) does not match the name on the URL (${info.name})`);
  }
}
