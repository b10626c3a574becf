import { badRequest, type Refusal, refusal } from '../answer/refusal.ts';
import type { ApiObject } from '../object/api-object.ts';
import { apiVersionOf } from '../resource/registry.ts';
import { kindType } from '../schema/kind-type.ts';
import type { Writing } from '../write/writing.ts';
import { decodePatched } from './decode-patched.ts';
import type { JsonMap } from './json-value.ts';
import { printGo } from './print-go.ts';
import { readPatch } from './read-patch.ts';
import { mergeMaps } from './strategic/merge-maps.ts';
import { PatchFault } from './strategic/patch-fault.ts';

/** An object after a strategic merge patch. */
export function strategicPatched(writing: Writing, old: ApiObject): ApiObject {
  const { resource } = writing.call;
  const { value, problems } = readPatch(writing);
  const patch = (value ?? {}) as JsonMap;
  try {
    const merged = mergeMaps(old as JsonMap, patch, kindType(apiVersionOf(resource), resource.kind));
    return decodePatched(writing, merged, { shown: printGo(patch), problems, isText: false });
  } catch (fault) {
    if (!(fault instanceof PatchFault)) throw fault;
    if (fault.code === 400) throw badRequest(fault.message);
    if (fault.code === 422) throw serverRejected();
    throw refusal(500, undefined, fault.message);
  }
}

/** 422 without words (apimachinery NewGenericServerResponse@1.36: those of the cause are not told). */
export function serverRejected(): Refusal {
  const message = 'the server rejected our request due to an error in our request';
  return refusal(422, 'Invalid', message, {});
}
