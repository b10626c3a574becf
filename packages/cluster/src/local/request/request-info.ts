import { isTrueText } from './true-text.ts';

/** What a path and a method ask for (apiserver pkg/endpoints/request RequestInfo@1.36). */
export type RequestInfo = ResourceRequest | OtherRequest;

/** A request for a resource. */
export interface ResourceRequest {
  readonly isResource: true;
  readonly verb: Verb;
  readonly group: string;
  readonly version: string;
  /** The plural, e.g. `pods`. */
  readonly resource: string;
  /** Empty for all namespaces, and for what has none. */
  readonly namespace: string;
  /** Empty for the whole collection. */
  readonly name: string;
  readonly subresource: string;
  /** What stands behind the subresource, e.g. a proxy's path. */
  readonly rest: string;
}

/** A request for anything else: health, discovery, metrics. */
export interface OtherRequest {
  readonly isResource: false;
  /** The method in lower case. */
  readonly verb: string;
  readonly path: string;
}

/** Kubernetes' verbs, as authorization knows them. */
export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection';

/** Reads what is asked for. The path may still be percent-encoded. */
export function requestInfo(method: string, path: string, query: URLSearchParams): RequestInfo {
  const parts = decoded(path).split('/').filter(Boolean);
  const other = { isResource: false, verb: method.toLowerCase(), path } as const;
  const group = parts[0] === 'api' ? '' : parts[0] === 'apis' ? parts[1] : undefined;
  const rest = parts.slice(group === '' ? 1 : 2);
  const version = rest[0];
  if (group === undefined || version === undefined || rest.length < 2) return other;
  // An older way to say `?watch=1`, also for single objects.
  const isWatchPath = rest[1] === 'watch' && rest.length > 2;
  let [resource = '', name = '', subresource = '', ...more] = rest.slice(isWatchPath ? 2 : 1);
  let namespace = '';
  // A namespace's own parts look like resources in it: only these two are not.
  if (resource === 'namespaces' && name !== '') {
    namespace = name;
    if (subresource !== '' && !(subresource === 'status' || subresource === 'finalize')) {
      [resource, name = '', subresource = '', ...more] = [subresource, ...more];
    }
  }
  const verb = isWatchPath ? 'watch' : verbOf(method, name, query);
  return { isResource: true, verb, group, version, resource, namespace, name, subresource, rest: more.join('/') };
}

/** A path that cannot be decoded is left as it is, and leads nowhere. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function verbOf(method: string, name: string, query: URLSearchParams): Verb {
  switch (method) {
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return name === '' ? 'deletecollection' : 'delete';
    default:
      // A single object is only read, whatever `?watch` says.
      if (name !== '') return 'get';
      return isTrueText(query.get('watch') ?? 'false') ? 'watch' : 'list';
  }
}
