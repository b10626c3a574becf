import { forbiddenAnswer } from '../authorization/forbidden-answer.ts';
import type { ApiObject } from '../object/api-object.ts';
import { asKept } from '../schema/as-kept.ts';
import { prepareNew } from './create-stored.ts';
import { withIdentity } from './identity.ts';
import type { Writing } from './writing.ts';

/** An object that comes to be by an update or an apply, ready to be kept. */
export async function createdByUpdate(writing: Writing, asked: ApiObject): Promise<ApiObject> {
  const { call, context } = writing;
  const { resource, world, info, user } = call;
  const object = prepareNew(writing, withIdentity(asked, call));
  // Whoever may change may not create for that reason (apiserver pkg/endpoints/handlers/update.go withAuthorization@1.36).
  if (call.request.insider === undefined) {
    const creation = { ...info, verb: 'create' } as const;
    const { isAllowed, reason } = world.authorizer.authorize(user, creation);
    if (!isAllowed) throw forbiddenAnswer(user, creation, reason);
  }
  const attempt = { operation: 'create', resource, object, old: undefined, context } as const;
  await world.admit.validate({ ...attempt, namespace: info.namespace, name: info.name });
  return asKept(resource, object);
}
