import type { Kind } from './kind.ts';
import {
  CONDITIONS,
  FAILURE_MODE,
  GROUP,
  KIND,
  LABEL_VALUE,
  NAMESPACE,
  OBJECT_NAME,
  PORT,
  pending,
} from './shared-schemas.ts';

/** The group in which everything began. */
export const EXPERIMENTAL_GROUP = 'inference.networking.x-k8s.io';

/** InferencePool as the article has it (gateway-api-inference-extension api/v1alpha2/inferencepool_types.go@v0.3.0). */
export const INFERENCE_POOL_V1ALPHA2: Kind = {
  group: EXPERIMENTAL_GROUP,
  version: 'v1alpha2',
  kind: 'InferencePool',
  plural: 'inferencepools',
  singular: 'inferencepool',
  shortNames: [],
  description: 'Pods that serve the same models, and who picks one of them for each request.',
  spec: {
    type: 'object',
    required: ['selector', 'targetPortNumber', 'extensionRef'],
    properties: {
      selector: {
        type: 'object',
        description: 'Labels of the pods, in the namespace of the pool.',
        additionalProperties: LABEL_VALUE,
      },
      targetPortNumber: { ...PORT, description: 'The port of each pod that serves.' },
      extensionRef: {
        type: 'object',
        description: 'Who picks the endpoints.',
        required: ['name'],
        properties: {
          group: { ...GROUP, default: '' },
          kind: { ...KIND, default: 'Service' },
          name: OBJECT_NAME,
          portNumber: { ...PORT, description: '9002 when it is left out and the extension is a Service.' },
          failureMode: FAILURE_MODE,
        },
      },
    },
  },
  status: {
    type: 'object',
    properties: {
      parent: {
        type: 'array',
        maxItems: 32,
        items: {
          type: 'object',
          required: ['parentRef'],
          properties: {
            conditions: { ...CONDITIONS, default: [pending('Accepted')] },
            parentRef: {
              type: 'object',
              'x-kubernetes-map-type': 'atomic',
              properties: {
                apiVersion: { type: 'string' },
                kind: KIND,
                name: OBJECT_NAME,
                namespace: NAMESPACE,
                uid: { type: 'string' },
                resourceVersion: { type: 'string' },
                fieldPath: { type: 'string' },
              },
            },
          },
        },
      },
    },
  },
  columns: [],
};
