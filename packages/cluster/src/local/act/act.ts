import type { ApiAnswer } from '../answer/api-answer.ts';
import { methodNotSupported, noSuchResource } from '../answer/refusal.ts';
import type { Call, World } from '../world.ts';
import { bind } from './bind.ts';
import { evict } from './evict.ts';
import { reviewAccess, reviewOwnRules, reviewSelf, reviewToken } from './review.ts';
import { actOnScale } from './scale.ts';
import type { TokenIssuer } from './token-issuer.ts';
import { requestToken } from './token-request.ts';

type Act = (call: Call) => Promise<ApiAnswer> | ApiAnswer;

/** Answers subresources that act, and questions; what streams is given to `connect`. */
export function createAct({ tokens, connect }: { readonly tokens: TokenIssuer; readonly connect?: Act }): World['act'] {
  const acts: Readonly<Record<string, Act>> = {
    'pods/binding': bind,
    'pods/eviction': evict,
    'serviceaccounts/token': (call) => requestToken(call, tokens),
    bindings: bind,
    selfsubjectreviews: reviewSelf,
    tokenreviews: reviewToken,
    subjectaccessreviews: reviewAccess,
    localsubjectaccessreviews: reviewAccess,
    selfsubjectaccessreviews: reviewAccess,
    selfsubjectrulesreviews: reviewOwnRules,
  };
  return (call) => {
    const { resource, info } = call;
    const subresource = resource.subresources?.[info.subresource];
    if (!(subresource ?? resource).verbs.includes(info.verb)) throw methodNotSupported();
    if (info.subresource === 'scale') return actOnScale(call);
    const act = acts[info.subresource === '' ? resource.plural : `${resource.plural}/${info.subresource}`] ?? connect;
    if (act === undefined) throw noSuchResource();
    return act(call);
  };
}
