import type { ApiAnswer } from './answer/api-answer.ts';
import { methodNotSupported, noSuchResource, Refusal, refusal } from './answer/refusal.ts';
import { refusalAnswer } from './answer/refusal-answer.ts';
import { withWarning } from './answer/with-warning.ts';
import { impersonated } from './authentication/impersonated.ts';
import { forbiddenAnswer } from './authorization/forbidden-answer.ts';
import { MISBEHAVE_PATH } from './misbehave/misbehaving.ts';
import type { Misbehaviour } from './misbehave/misbehaviour.ts';
import { pageNotFound } from './other/text-answer.ts';
import { getObject } from './read/get.ts';
import { listObjects } from './read/list.ts';
import { watchObjects } from './read/watch.ts';
import type { ApiRequest, User } from './request/api-request.ts';
import { misplaced } from './request/misplaced.ts';
import { type RequestInfo, type ResourceRequest, requestInfo } from './request/request-info.ts';
import type { Registry } from './resource/registry.ts';
import type { Subresource } from './resource/resource.ts';
import type { Store } from './store/store.ts';
import type { Call, World } from './world.ts';
import { createObject } from './write/create.ts';
import { deleteCollection, deleteObject } from './write/delete.ts';
import { patchObject } from './write/patch.ts';
import { updateObject } from './write/update.ts';

/** An API server that answers requests, however they come in: by HTTP, or from within the process. */
export interface LocalServer {
  readonly answer: (request: ApiRequest) => Promise<ApiAnswer>;
  readonly registry: Registry;
  readonly store: Store;
  /** What it does wrong from now on; nothing with an empty list. */
  readonly misbehave: (misbehaviours: readonly Misbehaviour[]) => void;
  /** Ends its watches, and closes its store. */
  readonly close: () => void;
}

/** Makes one of its parts. */
export function createServer(world: World): LocalServer {
  return {
    registry: world.registry,
    store: world.store,
    misbehave: world.misbehaving.set,
    close: world.close,
    async answer(request) {
      try {
        return await route(world, request);
      } catch (error) {
        if (error instanceof Refusal) return refusalAnswer(request, error);
        throw error;
      }
    },
  };
}

async function route(world: World, request: ApiRequest): Promise<ApiAnswer> {
  const info = requestInfo(request.method, request.path, request.query);
  const user = request.insider ?? (await allowedUser(world, request, info));
  if (request.path === MISBEHAVE_PATH) return world.misbehaving.control(request, user);
  return await world.misbehaving.around({ request, info, user }, () => routeAllowed(world, { request, info, user }));
}

/** Who asks, if he may. Who has come through the process has been let in already. */
async function allowedUser({ authenticate, authorizer }: World, request: ApiRequest, info: RequestInfo): Promise<User> {
  const asking = await authenticate(request);
  if (asking === undefined) throw refusal(401, 'Unauthorized', 'Unauthorized');
  const user = impersonated(asking, request, authorizer.authorize);
  const { isAllowed, reason } = authorizer.authorize(user, info);
  if (!isAllowed) throw forbiddenAnswer(user, info, reason);
  return user;
}

async function routeAllowed(
  world: World,
  { request, info, user }: { request: ApiRequest; info: RequestInfo; user: User },
): Promise<ApiAnswer> {
  if (!info.isResource) return world.answerOther(request, user);
  return await answerResource(world, { request, info, user });
}

async function answerResource(
  world: World,
  asked: { request: ApiRequest; info: ResourceRequest; user: User },
): Promise<ApiAnswer> {
  const { info } = asked;
  const resource = world.registry.find(info.group, info.version, info.resource);
  if (resource === undefined) {
    const isOurs = world.registry.all().some(({ group, custom }) => group === info.group && custom === undefined);
    if (isOurs) throw noSuchResource();
    return world.answerOther(asked.request, asked.user);
  }
  const call: Call = { ...asked, world, resource };
  return await answerCall(call);
}

async function answerCall(call: Call): Promise<ApiAnswer> {
  const { info, resource } = call;
  const fault = misplaced(call);
  if (fault === 'nowhere') return pageNotFound();
  if (fault !== undefined) throw fault;
  const subresource = info.subresource === '' ? undefined : resource.subresources?.[info.subresource];
  const acts = subresource?.of === 'other' || resource.isAnswered;
  if (!acts && !(subresource ?? resource).verbs.includes(info.verb)) throw methodNotSupported();
  return await withWarning(resource.deprecation, () => answerWell(call, subresource));
}

/** Once somebody is there to answer, who asks is also told that the resource is old. */
async function answerWell(call: Call, subresource: Subresource | undefined): Promise<ApiAnswer> {
  const { info, resource, world } = call;
  if (subresource?.of === 'other' || (subresource === undefined && resource.isAnswered)) return await world.act(call);
  switch (info.verb) {
    case 'get':
      return getObject(call);
    case 'list':
      return listObjects(call);
    case 'watch':
      return watchObjects(call);
    case 'create':
      return createObject(call);
    case 'update':
      return updateObject(call);
    case 'patch':
      return patchObject(call);
    case 'delete':
      return deleteObject(call);
    case 'deletecollection':
      return deleteCollection(call);
  }
}
