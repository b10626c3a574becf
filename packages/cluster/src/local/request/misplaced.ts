import { badRequest, methodNotSupported, noSuchResource, notFound, type Refusal, refusal } from '../answer/refusal.ts';
import type { Resource } from '../resource/resource.ts';
import type { ApiRequest } from './api-request.ts';
import type { ResourceRequest } from './request-info.ts';

/** What is asked, of which resource. */
interface Asked {
  readonly request: Pick<ApiRequest, 'method'>;
  readonly info: ResourceRequest;
  readonly resource: Resource;
}

/**
 * Why nobody is there to answer: a path or a method that no handler is installed for (apiserver pkg/endpoints/installer.go@1.36).
 * `nowhere` is what the router itself says.
 */
export function misplaced(asked: Asked): Refusal | 'nowhere' | undefined {
  const { info, resource } = asked;
  const { verb, namespace, name, subresource } = info;
  const isNamespaces = resource.group === '' && resource.plural === 'namespaces';
  const isOutside =
    (!resource.isNamespaced && namespace !== '' && !(isNamespaces && namespace === name)) ||
    (resource.isNamespaced && namespace === '' && name !== '');
  if (resource.custom !== undefined) return isOutside ? 'nowhere' : misplacedCustom(asked);
  if (isOutside) return noSuchResource();
  const isKnown = subresource === '' || resource.subresources?.[subresource] !== undefined;
  const isMethod = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(asked.request.method);
  const needsNamespace = resource.isNamespaced && namespace === '' && verb !== 'list' && verb !== 'watch';
  if (!isMethod || needsNamespace) return methodNotSupported();
  if (!isKnown) return noSuchResource();
  if (subresource !== '') return undefined;
  const isAtOdds = verb === 'create' ? name !== '' : (verb === 'update' || verb === 'patch') && name === '';
  return isAtOdds ? methodNotSupported() : undefined;
}

/** Custom resources have a handler of their own, with words of its own (apiextensions-apiserver pkg/apiserver/customresource_handler.go@1.36). */
function misplacedCustom({ info, request, resource }: Asked): Refusal | 'nowhere' | undefined {
  const { verb, namespace, name, subresource } = info;
  if (resource.isNamespaced && namespace === '' && verb !== 'list' && verb !== 'watch') return 'nowhere';
  if (!['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(request.method)) {
    const { group, plural } = resource;
    const words = ` is not supported on resources of kind "${plural}.${group}"`;
    return refusal(405, 'MethodNotAllowed', words, { group, kind: plural });
  }
  if (subresource !== '' && resource.subresources?.[subresource] === undefined) return notFound(resource, name);
  return (verb === 'update' || verb === 'patch') && name === '' ? badRequest('name must be provided') : undefined;
}
