import type { Resource } from '../resource/resource.ts';
import { definitionsOf } from './definitions.ts';
import { type Operation, operationsOf } from './operations.ts';
import { queryParameters } from './query-parameters.ts';
import { reference, type Schema } from './schema-of.ts';

/** OpenAPI 3.0 for one group and version. */
export function documentV3(resources: readonly Resource[]): Schema {
  const { operations, needed } = operationsWithDefinitions(resources);
  return {
    openapi: '3.0.0',
    info,
    paths: pathsOf(operations, operationV3, pathParametersV3),
    components: {
      schemas: definitionsOf(resources, true, needed),
      securitySchemes: security,
    },
  };
}

/** OpenAPI 2.0 for all resources. */
export function documentV2(resources: readonly Resource[]): Schema {
  const { operations, needed } = operationsWithDefinitions(resources);
  return {
    swagger: '2.0',
    info,
    paths: pathsOf(operations, operationV2, pathParametersV2),
    definitions: definitionsOf(resources, false, needed),
    securityDefinitions: security,
    security: [{ BearerToken: [] }],
  };
}

const info = { title: 'Kubernetes', version: 'v1.36.2' } as const;

const security = {
  BearerToken: { description: 'Bearer Token authentication', type: 'apiKey', name: 'authorization', in: 'header' },
} as const;

function operationsWithDefinitions(resources: readonly Resource[]) {
  const operations = resources.flatMap(operationsOf);
  const needed = operations.flatMap(({ returns, takes }) => (takes === undefined ? [returns] : [returns, takes]));
  return { operations, needed: [...new Set(needed)] };
}

function pathsOf(
  operations: readonly Operation[],
  print: (operation: Operation) => Schema,
  parameters: (operation: Operation) => readonly Schema[],
): Schema {
  const byPath = Map.groupBy(operations, ({ path }) => path);
  const paths = [...byPath].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    paths.map(([path, all]) => {
      const shared = all[0] === undefined ? [] : parameters(all[0]);
      const methods = all.map((operation) => [operation.method, print(operation)] as const);
      return [path, { ...Object.fromEntries(methods), ...(shared.length > 0 && { parameters: shared }) }];
    }),
  );
}

function operationV3(operation: Operation): Schema {
  const { tag, description, id, query, takes, returns, method, action, kind } = operation;
  const point = (definition: string) => ({ schema: reference(definition, { isV3: true, needs() {} }) });
  const types = method === 'patch' ? patchTypes : ['*/*'];
  const body = takes && { content: Object.fromEntries(types.map((type) => [type, point(takes)])), ...required(method) };
  const answer = { description: 'OK', content: Object.fromEntries(produced.map((type) => [type, point(returns)])) };
  return {
    tags: [tag],
    description,
    operationId: id,
    ...(query.length > 0 && { parameters: query.map((name) => parameterV3(name, 'query')) }),
    ...(body && { requestBody: body }),
    responses: answers(method, answer),
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': kind,
  };
}

function operationV2(operation: Operation): Schema {
  const { tag, description, id, query, takes, returns, method, action, kind } = operation;
  const point = (definition: string) => ({ schema: reference(definition, { isV3: false, needs() {} }) });
  const body = takes ? [{ name: 'body', in: 'body', ...required(method), ...point(takes) }] : [];
  return {
    description,
    consumes: method === 'patch' ? patchTypes : ['*/*'],
    produces: produced,
    schemes: ['https'],
    tags: [tag],
    operationId: id,
    ...(body.length + query.length > 0 && {
      parameters: [...body, ...query.map((name) => parameterV2(name, 'query'))],
    }),
    responses: answers(method, { description: 'OK', ...point(returns) }),
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': kind,
  };
}

function answers(method: Operation['method'], answer: Schema): Schema {
  const also = { post: ['201', '202'], put: ['201'], patch: ['201'], delete: ['202'], get: [] }[method];
  const codes = ['200', ...also].map((code) => [code, answer] as const);
  return { ...Object.fromEntries(codes), 401: { description: 'Unauthorized' } };
}

/** A body may be left out of a deletion only. */
function required(method: Operation['method']): Schema {
  return method === 'delete' ? {} : { required: true };
}

function pathParametersV3({ placeholders }: Operation): readonly Schema[] {
  return placeholders.map((name) => ({ ...parameterV3(name, 'path'), required: true }));
}

function pathParametersV2({ placeholders }: Operation): readonly Schema[] {
  return placeholders.map((name) => ({ ...parameterV2(name, 'path'), required: true }));
}

function parameterV3(name: string, place: string): Schema {
  const { type, description } = queryParameters[name] ?? {};
  return { name, in: place, description, schema: { type, uniqueItems: true } };
}

function parameterV2(name: string, place: string): Schema {
  const { type, description } = queryParameters[name] ?? {};
  return { uniqueItems: true, type, description, name, in: place };
}

const produced = ['application/json', 'application/yaml'] as const;

const patchTypes: readonly string[] = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
];
