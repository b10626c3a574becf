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

/** Reads what is asked for. */
export function requestInfo(method: string, path: string, query: URLSearchParams): RequestInfo {
  const parts = path.split('/').filter(Boolean).map(decodeURIComponent);
  const other = { isResource: false, verb: method.toLowerCase(), path } as const;
  const group = parts[0] === 'api' ? '' : parts[0] === 'apis' ? parts[1] : undefined;
  const rest = parts.slice(group === '' ? 1 : 2);
  const version = rest[0];
  if (group === undefined || version === undefined || rest.length < 2) return other;
  let [, resource = '', name = '', subresource = '', ...more] = rest;
  let namespace = '';
  // A namespace's own parts look like resources in it: only these two are not.
  if (resource === 'namespaces' && name !== '') {
    namespace = name;
    if (subresource !== '' && !(subresource === 'status' || subresource === 'finalize')) {
      [resource, name = '', subresource = '', ...more] = [subresource, ...more];
    }
  }
  const verb = verbOf(method, name, query);
  if (verb === undefined) return other;
  return { isResource: true, verb, group, version, resource, namespace, name, subresource, rest: more.join('/') };
}

function verbOf(method: string, name: string, query: URLSearchParams): Verb | undefined {
  switch (method) {
    case 'GET':
    case 'HEAD':
      return isTrue(query.get('watch')) ? 'watch' : name === '' ? 'list' : 'get';
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return name === '' ? 'deletecollection' : 'delete';
    default:
      return undefined;
  }
}

/** As Go's strconv.ParseBool, and an empty `?watch`. */
function isTrue(text: string | null): boolean {
  return text !== null && !['0', 'f', 'F', 'false', 'False', 'FALSE'].includes(text);
}
