import type { Schema } from '../pool/kinds/schema.ts';

const TEXT: Schema = { type: 'string' };
const NAME: Schema = { type: 'string', minLength: 1 };
const PORT: Schema = { type: 'integer', minimum: 1, maximum: 65_535 };

/** The fields of a Gateway that are read here (gateway-api apis/v1/gateway_types.go@v1.4.0). */
export const GATEWAY_SPEC: Schema = {
  type: 'object',
  required: ['listeners'],
  properties: {
    listeners: list({
      type: 'object',
      required: ['name', 'port', 'protocol'],
      properties: {
        name: NAME,
        hostname: TEXT,
        port: PORT,
        protocol: TEXT,
        tls: {
          type: 'object',
          properties: {
            mode: TEXT,
            certificateRefs: list({ type: 'object', required: ['name'], properties: { name: NAME, namespace: TEXT } }),
          },
        },
        allowedRoutes: {
          type: 'object',
          properties: {
            namespaces: {
              type: 'object',
              properties: { from: { type: 'string', enum: ['All', 'Same', 'Selector', 'None'] } },
            },
          },
        },
      },
    }),
  },
};

const MATCH: Schema = {
  type: 'object',
  required: ['name', 'value'],
  properties: { type: { type: 'string', enum: ['Exact', 'RegularExpression'] }, name: NAME, value: TEXT },
};

const HEADERS: Schema = {
  type: 'object',
  properties: {
    set: list({ type: 'object', required: ['name', 'value'], properties: { name: NAME, value: TEXT } }),
    add: list({ type: 'object', required: ['name', 'value'], properties: { name: NAME, value: TEXT } }),
    remove: list(TEXT),
  },
};

const PATH_CHANGE: Schema = {
  type: 'object',
  required: ['type'],
  properties: {
    type: { type: 'string', enum: ['ReplaceFullPath', 'ReplacePrefixMatch'] },
    replaceFullPath: TEXT,
    replacePrefixMatch: TEXT,
  },
};

/** The fields of an HTTPRoute that are read here (gateway-api apis/v1/httproute_types.go@v1.4.0). */
export const ROUTE_SPEC: Schema = {
  type: 'object',
  properties: {
    hostnames: list(TEXT),
    parentRefs: list({
      type: 'object',
      required: ['name'],
      properties: { group: TEXT, kind: TEXT, name: NAME, namespace: TEXT, sectionName: TEXT, port: PORT },
    }),
    rules: list({
      type: 'object',
      properties: {
        matches: list({
          type: 'object',
          properties: {
            path: {
              type: 'object',
              properties: {
                type: { type: 'string', enum: ['Exact', 'PathPrefix', 'RegularExpression'] },
                value: { type: 'string', pattern: '^/' },
              },
            },
            method: TEXT,
            headers: list(MATCH),
            queryParams: list(MATCH),
          },
        }),
        filters: list({
          type: 'object',
          required: ['type'],
          properties: {
            type: NAME,
            requestHeaderModifier: HEADERS,
            responseHeaderModifier: HEADERS,
            requestRedirect: {
              type: 'object',
              properties: {
                scheme: TEXT,
                hostname: TEXT,
                port: PORT,
                statusCode: { type: 'integer' },
                path: PATH_CHANGE,
              },
            },
            urlRewrite: { type: 'object', properties: { hostname: TEXT, path: PATH_CHANGE } },
          },
        }),
        backendRefs: list({
          type: 'object',
          required: ['name'],
          properties: {
            group: TEXT,
            kind: TEXT,
            name: NAME,
            namespace: TEXT,
            port: PORT,
            weight: { type: 'integer', minimum: 0, maximum: 1_000_000 },
          },
        }),
        timeouts: {
          type: 'object',
          properties: { request: duration(), backendRequest: duration() },
        },
      },
    }),
  },
};

function list(items: Schema): Schema {
  return { type: 'array', items };
}

/** Of Gateway API (GEP-2257): `1h`, `10s500ms`. */
function duration(): Schema {
  return { type: 'string', pattern: '^([0-9]{1,5}(h|m|s|ms)){1,4}$' };
}
