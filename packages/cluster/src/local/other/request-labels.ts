import type { RequestInfo, ResourceRequest } from '../request/request-info.ts';

/** What a request is counted under (apiserver pkg/endpoints/metrics/metrics.go@1.36). */
export interface RequestLabels {
  readonly component: string;
  readonly dry_run: string;
  readonly group: string;
  readonly resource: string;
  readonly scope: string;
  readonly subresource: string;
  readonly verb: string;
  readonly version: string;
}

/** The labels of a request; names of objects and whole paths are not among them, or there would be a series of each. */
export function requestLabels(info: RequestInfo, method: string, contentType = '', dryRun = ''): RequestLabels {
  if (!info.isResource) {
    const subresource = `/${info.path.split('/')[1] ?? ''}`;
    return { component: '', dry_run: '', group: '', resource: '', scope: '', subresource, verb: method, version: '' };
  }
  return {
    component: 'apiserver',
    dry_run: dryRun,
    group: info.group,
    resource: info.resource,
    scope: info.name !== '' || info.verb === 'create' ? 'resource' : info.namespace !== '' ? 'namespace' : 'cluster',
    subresource: info.subresource,
    verb: verbOf(info, contentType),
    version: info.version,
  };
}

function verbOf({ verb, subresource }: ResourceRequest, contentType: string): string {
  if (connecting.has(subresource)) return 'CONNECT';
  if (verb === 'patch') return contentType.startsWith('application/apply-patch') ? 'APPLY' : 'PATCH';
  return upper[verb];
}

const connecting: ReadonlySet<string> = new Set(['exec', 'attach', 'portforward', 'proxy', 'log']);

const upper = {
  get: 'GET',
  list: 'LIST',
  watch: 'WATCH',
  create: 'POST',
  update: 'PUT',
  delete: 'DELETE',
  deletecollection: 'DELETECOLLECTION',
} as const;
