import type { ApiAnswer } from '../answer/api-answer.ts';
import { readObject } from '../decode/read-object.ts';
import type { ApiObject } from '../object/api-object.ts';
import { trackUpdate } from '../patch/apply/track-update.ts';
import type { Call } from '../world.ts';
import { admitted } from './admitted.ts';
import { checkName } from './check-name.ts';
import { inNamespace } from './identity.ts';
import { withOwnersOnce } from './owner-references.ts';
import { updateStored } from './update-stored.ts';
import { readWriteOptions } from './write-options.ts';
import { write } from './writing.ts';

/** PUT of an object, or of a part of it (apiserver pkg/endpoints/handlers/update.go@1.36). */
export function updateObject(call: Call): Promise<ApiAnswer> {
  const { resource, info } = call;
  const options = readWriteOptions(call.request, 'UpdateOptions');
  return write(call, options, async (writing) => {
    const placed = inNamespace(readObject(writing), resource, info.namespace);
    checkName(call, placed);
    const object = withOwnersOnce(placed, writing.warnings, false);
    const uid = object.metadata?.uid;
    return updateStored(writing, {
      of: (old: ApiObject | undefined) => admitted(writing, trackUpdate(writing, old, object), old),
      creates: false,
      ...(uid && { uid }),
    });
  });
}
