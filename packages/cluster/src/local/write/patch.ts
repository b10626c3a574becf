import type { ApiAnswer } from '../answer/api-answer.ts';
import { conflict, notFound } from '../answer/refusal.ts';
import type { ApiObject } from '../object/api-object.ts';
import { applyToObject } from '../patch/apply/apply-to-object.ts';
import { trackUpdate } from '../patch/apply/track-update.ts';
import { jsonPatched } from '../patch/json-patched.ts';
import { mergePatched } from '../patch/merge-patched.ts';
import { type PatchFormat, patchFormat } from '../patch/patch-format.ts';
import { strategicPatched } from '../patch/strategic-patched.ts';
import type { Call } from '../world.ts';
import { admitted } from './admitted.ts';
import { checkName } from './check-name.ts';
import { inNamespace } from './identity.ts';
import { updateStored } from './update-stored.ts';
import { readWriteOptions } from './write-options.ts';
import { type Writing, write } from './writing.ts';

/** PATCH of an object, or of a part of it (apiserver pkg/endpoints/handlers/patch.go@1.36). */
export function patchObject(call: Call): Promise<ApiAnswer> {
  const { resource, info } = call;
  const format = patchFormat(call);
  const options = readWriteOptions(call.request, 'PatchOptions', format === 'apply');
  return write(call, options, (writing) => {
    const patched = patchers[format];
    return updateStored(writing, {
      // A part of an object creates nothing.
      creates: format === 'apply' && info.subresource === '',
      async of(old) {
        if (old === undefined && format !== 'apply') throw notFound(resource, info.name);
        const object = patched(writing, old);
        if (old === undefined && object.metadata?.uid) throw isNobody(writing, object.metadata.uid);
        const placed = inNamespace(object, resource, info.namespace);
        checkName(call, placed);
        return admitted(writing, placed, old);
      },
    });
  });
}

type Patcher = (writing: Writing, old: ApiObject | undefined) => ApiObject;

const patchers: Readonly<Record<PatchFormat, Patcher>> = {
  json: tracked(jsonPatched),
  merge: tracked(mergePatched),
  strategic: tracked(strategicPatched),
  apply: applyToObject,
};

function tracked(patch: (writing: Writing, old: ApiObject) => ApiObject): Patcher {
  return (writing, old = {}) => trackUpdate(writing, old, patch(writing, old));
}

function isNobody({ call: { resource, info } }: Writing, uid: string) {
  const why = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`;
  return conflict(resource, info.name, why);
}
