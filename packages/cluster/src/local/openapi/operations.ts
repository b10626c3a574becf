import { subresourcesOf } from '../discovery/resource-list.ts';
import type { Verb } from '../request/request-info.ts';
import { apiVersionOf } from '../resource/registry.ts';
import type { ActingSubresource, Resource, Subresource } from '../resource/resource.ts';
import { kindDefinition } from './definition-name.ts';

/** One thing that can be asked for, in the words of no version of OpenAPI. */
export interface Operation {
  readonly path: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly id: string;
  readonly tag: string;
  readonly description: string;
  /** `x-kubernetes-action`. */
  readonly action: string;
  readonly kind: { readonly group: string; readonly kind: string; readonly version: string };
  /** Names of definitions. */
  readonly returns: string;
  readonly takes: string | undefined;
  readonly query: readonly string[];
  readonly placeholders: readonly ('name' | 'namespace')[];
}

/** Everything that can be done with a resource and its subresources. */
export function operationsOf(resource: Resource): readonly Operation[] {
  const scopes = resource.isNamespaced ? (['all', 'namespace'] as const) : (['cluster'] as const);
  return [
    ...scopes.flatMap((scope) => resource.verbs.flatMap((verb) => ofCollection(resource, verb, scope))),
    ...resource.verbs.flatMap((verb) => ofObject(resource, verb, undefined)),
    ...subresourcesOf(resource).flatMap(([name, subresource]) =>
      subresource.verbs.flatMap((verb) => ofObject(resource, verb, { name, subresource })),
    ),
  ];
}

/** Query parameters of each verb (meta/v1 GetOptions, ListOptions … @1.36). */
const queries: Readonly<Record<Verb, readonly string[]>> = {
  get: [],
  list: [
    'allowWatchBookmarks',
    'continue',
    'fieldSelector',
    'labelSelector',
    'limit',
    'resourceVersion',
    'resourceVersionMatch',
    'sendInitialEvents',
    'timeoutSeconds',
    'watch',
  ],
  watch: [],
  create: ['dryRun', 'fieldManager', 'fieldValidation'],
  update: ['dryRun', 'fieldManager', 'fieldValidation'],
  patch: ['dryRun', 'fieldManager', 'fieldValidation', 'force'],
  delete: ['dryRun', 'gracePeriodSeconds', 'orphanDependents', 'propagationPolicy'],
  deletecollection: [
    'continue',
    'dryRun',
    'fieldSelector',
    'gracePeriodSeconds',
    'labelSelector',
    'limit',
    'propagationPolicy',
  ],
};

function ofCollection(resource: Resource, verb: Verb, scope: 'all' | 'namespace' | 'cluster'): readonly Operation[] {
  const { kind, plural, isNamespaced } = resource;
  // Over all namespaces one can only look.
  if (scope === 'all' && verb !== 'list') return [];
  const root = rootOf(resource);
  const definition = kindDefinition(resource);
  const path = scope === 'namespace' ? `${root}/namespaces/{namespace}/${plural}` : `${root}/${plural}`;
  const scoped = isNamespaced && scope !== 'all' ? 'Namespaced' : '';
  const about = {
    ...basics(resource),
    path,
    query: queries[verb],
    placeholders: scope === 'namespace' ? (['namespace'] as const) : [],
  };
  const named = (word: string, between = '', after = '') =>
    `${word}${labelOf(resource)}${between}${scoped}${kind}${after}`;
  switch (verb) {
    case 'list':
      return [
        {
          ...about,
          method: 'get',
          action: 'list',
          id: named('list', '', scope === 'all' ? 'ForAllNamespaces' : ''),
          description: `list or watch objects of kind ${kind}`,
          returns: `${definition}List`,
          takes: undefined,
        },
      ];
    case 'create':
      return [
        {
          ...about,
          method: 'post',
          action: 'post',
          id: named('create'),
          description: `create ${article(kind)} ${kind}`,
          returns: definition,
          takes: definition,
        },
      ];
    case 'deletecollection':
      return [
        {
          ...about,
          method: 'delete',
          action: 'deletecollection',
          id: named('delete', 'Collection'),
          description: `delete collection of ${kind}`,
          returns: STATUS,
          takes: DELETE_OPTIONS,
        },
      ];
    default:
      return [];
  }
}

interface Part {
  readonly name: string;
  readonly subresource: Subresource;
}

function ofObject(resource: Resource, verb: Verb, part: Part | undefined): readonly Operation[] {
  const { plural, isNamespaced } = resource;
  const words = part === undefined ? ofWhole[verb] : ofPart[verb];
  if (words === undefined) return [];
  const [method, action, word, description] = words;
  const scope = isNamespaced ? '/namespaces/{namespace}' : '';
  const definition = part?.subresource.of === 'other' ? actedOn(part.subresource, resource) : kindDefinition(resource);
  const suffix = part === undefined ? '' : capital(part.name);
  const isConnected = part !== undefined && connected.has(part.name);
  const named = isConnected ? `connect${labelOf(resource)}${capital(method)}` : `${word}${labelOf(resource)}`;
  const takes = { put: definition, post: definition, patch: PATCH, delete: DELETE_OPTIONS, get: undefined }[method];
  return [
    {
      ...basics(resource),
      ...(part?.subresource.of === 'other' && { kind: kindActedOn(part.subresource, resource) }),
      path: `${rootOf(resource)}${scope}/${plural}/{name}${part === undefined ? '' : `/${part.name}`}`,
      method,
      action: isConnected ? 'connect' : action,
      id: `${named}${isNamespaced ? 'Namespaced' : ''}${resource.kind}${suffix}`,
      description: `${description}${part === undefined ? '' : `${part.name} of the specified `}${resource.kind}`,
      returns: method === 'delete' ? STATUS : definition,
      takes,
      query: queries[verb],
      placeholders: isNamespaced ? ['name', 'namespace'] : ['name'],
    },
  ];
}

/** What joins the client with something else. */
const connected: ReadonlySet<string> = new Set(['attach', 'exec', 'portforward', 'proxy']);

type Words = readonly [method: Operation['method'], action: string, word: string, description: string];

const ofWhole: Readonly<Partial<Record<Verb, Words>>> = {
  get: ['get', 'get', 'read', 'read the specified '],
  update: ['put', 'put', 'replace', 'replace the specified '],
  patch: ['patch', 'patch', 'patch', 'partially update the specified '],
  delete: ['delete', 'delete', 'delete', 'delete the specified '],
};

const ofPart: Readonly<Partial<Record<Verb, Words>>> = {
  get: ['get', 'get', 'read', 'read '],
  update: ['put', 'put', 'replace', 'replace '],
  patch: ['patch', 'patch', 'patch', 'partially update '],
  create: ['post', 'post', 'create', 'create '],
  delete: ['delete', 'delete', 'delete', 'delete '],
};

function actedOn(subresource: ActingSubresource, resource: Resource): string {
  return kindDefinition(kindActedOn(subresource, resource));
}

function kindActedOn({ group, version, kind }: ActingSubresource, resource: Resource): Operation['kind'] {
  return { group: group ?? resource.group, kind, version: version ?? resource.version };
}

function basics(resource: Resource): Pick<Operation, 'tag' | 'kind'> {
  const { group, version, kind } = resource;
  const label = labelOf(resource);
  return {
    tag: `${label.charAt(0).toLowerCase()}${label.slice(1)}`.replace(/V(\d\w*)$/, '_v$1'),
    kind: { group, kind, version },
  };
}

/** `AppsV1`, `RbacAuthorizationV1`, `CoreV1`. */
function labelOf({ group, version }: Resource): string {
  const words = group === '' ? ['core'] : group.replace(/\.k8s\.io$/, '').split('.');
  return [...words, version].map(capital).join('');
}

function rootOf(resource: Resource): string {
  return `${resource.group === '' ? '/api' : '/apis'}/${apiVersionOf(resource)}`;
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

function article(kind: string): string {
  return /^[AEIOU]/.test(kind) ? 'an' : 'a';
}

const STATUS = 'io.k8s.apimachinery.pkg.apis.meta.v1.Status';
const PATCH = 'io.k8s.apimachinery.pkg.apis.meta.v1.Patch';
const DELETE_OPTIONS = 'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions';
