import type { Kind } from './kind.ts';
import type { Schema } from './schema.ts';
import { CONDITIONS, FAILURE_MODE, GROUP, KIND, LABEL_VALUE, NAMESPACE, OBJECT_NAME, PORT } from './shared-schemas.ts';

/** InferencePool as it has been since GIE v1.0 (gateway-api-inference-extension api/v1/inferencepool_types.go@v1.6.0). */
export const INFERENCE_POOL: Kind = {
  group: 'inference.networking.k8s.io',
  version: 'v1',
  kind: 'InferencePool',
  plural: 'inferencepools',
  singular: 'inferencepool',
  shortNames: ['infpool'],
  description: 'Pods that serve the same models, and who picks one of them for each request.',
  spec: {
    type: 'object',
    required: ['selector', 'targetPorts'],
    properties: {
      selector: {
        type: 'object',
        description: 'The pods, in the namespace of the pool.',
        required: ['matchLabels'],
        properties: {
          matchLabels: { type: 'object', minProperties: 1, maxProperties: 64, additionalProperties: LABEL_VALUE },
        },
      },
      targetPorts: targetPorts(),
      appProtocol: {
        type: 'string',
        enum: ['http', 'kubernetes.io/h2c'],
        default: 'http',
        description: 'How the ports are spoken to: HTTP/1.1, or HTTP/2 without TLS.',
      },
      endpointPickerRef: {
        type: 'object',
        description: 'Who picks the endpoints.',
        required: ['name'],
        properties: {
          group: { ...GROUP, default: '' },
          kind: { ...KIND, default: 'Service' },
          name: OBJECT_NAME,
          port: { type: 'object', required: ['number'], properties: { number: PORT } },
          failureMode: FAILURE_MODE,
        },
        rules: [
          {
            rule: "self.kind != 'Service' || has(self.port)",
            message: "port is required when kind is 'Service' or unspecified (defaults to 'Service')",
            holds: ({ kind, port }: { readonly kind?: unknown; readonly port?: unknown }) =>
              (kind ?? 'Service') !== 'Service' || port !== undefined,
          },
        ],
      },
    },
  },
  status: {
    type: 'object',
    properties: {
      parents: {
        type: 'array',
        maxItems: 32,
        'x-kubernetes-list-type': 'atomic',
        items: {
          type: 'object',
          required: ['parentRef'],
          properties: {
            conditions: CONDITIONS,
            controllerName: {
              type: 'string',
              minLength: 1,
              maxLength: 253,
              pattern: String.raw`^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9\/\-._~%!$&'()*+,;=:]+$`,
            },
            parentRef: {
              type: 'object',
              required: ['name'],
              properties: {
                group: { ...GROUP, default: 'gateway.networking.k8s.io' },
                kind: { ...KIND, default: 'Gateway' },
                name: OBJECT_NAME,
                namespace: NAMESPACE,
              },
            },
          },
        },
      },
    },
  },
  columns: [],
};

function targetPorts(): Schema {
  return {
    type: 'array',
    description: 'Each port of each pod is an endpoint of its own.',
    minItems: 1,
    maxItems: 8,
    'x-kubernetes-list-type': 'atomic',
    items: { type: 'object', required: ['number'], properties: { number: PORT } },
    rules: [
      {
        rule: 'self.all(p1, self.exists_one(p2, p1.number == p2.number))',
        message: 'port number must be unique',
        holds: (ports: readonly { readonly number?: unknown }[]) =>
          new Set(ports.map(({ number }) => number)).size === ports.length,
      },
    ],
  };
}
