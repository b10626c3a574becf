import type { ApiAnswer } from '../answer/api-answer.ts';
import { readObject } from '../decode/read-object.ts';
import { trackUpdate } from '../patch/apply/track-update.ts';
import type { Call } from '../world.ts';
import { createStored } from './create-stored.ts';
import { inNamespace, withoutIdentity } from './identity.ts';
import { withOwnersOnce } from './owner-references.ts';
import { readWriteOptions } from './write-options.ts';
import { write } from './writing.ts';

/** POST to a collection: read, admit, prepare, validate, keep (apiserver pkg/endpoints/handlers/create.go@1.36). */
export function createObject(call: Call): Promise<ApiAnswer> {
  const { resource, info, world } = call;
  const options = readWriteOptions(call.request, 'CreateOptions');
  return write(call, options, async (writing) => {
    const { context, warnings } = writing;
    const read = readObject(writing);
    const name = info.name === '' ? (read.metadata?.name ?? '') : info.name;
    const placed = inNamespace(withoutIdentity(read), resource, info.namespace);
    const tracked = trackUpdate(writing, undefined, withOwnersOnce(placed, warnings, false));
    const admitted = await world.admit.mutate({
      operation: 'create',
      resource,
      object: tracked,
      old: undefined,
      context,
      namespace: namespaceOf(call, name),
      name,
    });
    return createStored(writing, withOwnersOnce(admitted, warnings, true));
  });
}

/** For admission a namespace lies in itself. */
function namespaceOf({ resource, info }: Call, name: string): string {
  return resource.group === '' && resource.plural === 'namespaces' && info.namespace === '' ? name : info.namespace;
}
