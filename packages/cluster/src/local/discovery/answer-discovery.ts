import { createHash } from 'node:crypto';
import type { ApiAnswer } from '../answer/api-answer.ts';
import { jsonAnswer } from '../answer/json-answer.ts';
import { noSuchResource } from '../answer/refusal.ts';
import type { ApiRequest } from '../request/api-request.ts';
import type { Registry } from '../resource/registry.ts';
import { aggregatedDiscovery } from './aggregated.ts';
import { type ServedGroup, servedGroups } from './group-order.ts';
import { apiGroup, apiGroupList, apiResourceList, apiVersions } from './resource-list.ts';

/** What there is to ask for: `/api`, `/apis` and everything right below; undefined for other paths and unknown groups. */
export function answerDiscovery(registry: Registry, request: ApiRequest): ApiAnswer | undefined {
  const [root, ...rest] = request.path.split('/').filter(Boolean);
  if (root !== 'api' && root !== 'apis') return undefined;
  const groups = servedGroups(registry.all());
  const core = groups.filter(({ name }) => name === '');
  const named = groups.filter(({ name }) => name !== '');
  if (rest.length === 0) return answerRoot(root, root === 'api' ? core : named, request);
  const [group, version, ...more] = root === 'api' ? [core[0], ...rest] : [groupOf(named, rest[0]), ...rest.slice(1)];
  if (group === undefined || more.length > 0) return undefined;
  if (version === undefined) return jsonAnswer(200, apiGroup(group));
  const served = group.versions.find((each) => each.version === version);
  if (served === undefined) throw noSuchResource();
  return jsonAnswer(200, apiResourceList(group.name, served, registry.all()));
}

function groupOf(groups: readonly ServedGroup[], name: string | undefined): ServedGroup | undefined {
  return groups.find((group) => group.name === name);
}

/**
 * Clients of today ask for the aggregated form and take the old one too (client-go discovery_client.go@1.36). Its v2beta1 is gone from
 * the server: who asks for no other one gets the old form, as upstream.
 */
function answerRoot(root: 'api' | 'apis', groups: readonly ServedGroup[], { headers }: ApiRequest): ApiAnswer {
  if (!wantsAggregated(headers.accept ?? '')) {
    const address = headers.host ?? '127.0.0.1';
    return jsonAnswer(200, root === 'api' ? apiVersions(groups[0], address) : apiGroupList(groups));
  }
  const answer = jsonAnswer(200, aggregatedDiscovery(groups), {
    'content-type': AGGREGATED,
    'cache-control': 'public',
  });
  const etag = `"${createHash('sha512').update(String(answer.body)).digest('hex').toUpperCase()}"`;
  const isKnown = headers['if-none-match'] === etag;
  return {
    status: isKnown ? 304 : 200,
    headers: { ...answer.headers, etag, vary: 'Accept' },
    body: isKnown ? '' : answer.body,
  };
}

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** Whether the aggregated form stands in front of the plain one. */
function wantsAggregated(accept: string): boolean {
  for (const clause of accept.split(',')) {
    const [type = '', ...parameters] = clause.split(';').map((part) => part.trim());
    if (type !== 'application/json' && type !== '*/*' && type !== 'application/*') continue;
    const given = Object.fromEntries(parameters.map((parameter) => parameter.split('=', 2)));
    if (given.as === undefined) return false;
    if (given.g === 'apidiscovery.k8s.io' && given.v === 'v2' && given.as === 'APIGroupDiscoveryList') return true;
  }
  return false;
}
