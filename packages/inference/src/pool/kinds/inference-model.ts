import { EXPERIMENTAL_GROUP } from './inference-pool-v1alpha2.ts';
import type { Kind } from './kind.ts';
import { conditionsStatus, poolRef } from './shared-schemas.ts';

/** InferenceModel, which the article introduces (gateway-api-inference-extension api/v1alpha2/inferencemodel_types.go@v0.4.0). */
export const INFERENCE_MODEL: Kind = {
  group: EXPERIMENTAL_GROUP,
  version: 'v1alpha2',
  kind: 'InferenceModel',
  plural: 'inferencemodels',
  singular: 'inferencemodel',
  shortNames: [],
  description: 'A model as clients name it: how much it matters, and which models or adapters answer.',
  spec: {
    type: 'object',
    required: ['modelName', 'poolRef'],
    properties: {
      modelName: {
        type: 'string',
        maxLength: 256,
        description: 'As requests name it; one object of a pool may have it, the oldest.',
        rules: [{ rule: 'self == oldSelf', message: 'modelName is immutable' }],
      },
      criticality: {
        type: 'string',
        enum: ['Critical', 'Standard', 'Sheddable'],
        description: 'Standard when it is left out.',
      },
      targetModels: {
        type: 'array',
        maxItems: 10,
        description: 'Which models or adapters answer; modelName itself when there are none.',
        items: {
          type: 'object',
          required: ['name'],
          properties: {
            name: { type: 'string', maxLength: 253 },
            weight: {
              type: 'integer',
              format: 'int32',
              minimum: 1,
              maximum: 1_000_000,
              description: 'Its share is its weight by the sum of all.',
            },
          },
        },
        rules: [
          {
            rule: 'self.all(model, has(model.weight)) || self.all(model, !has(model.weight))',
            message: 'Weights should be set for all models, or none of the models.',
            holds: (targets: readonly { readonly weight?: unknown }[]) =>
              new Set(targets.map(({ weight }) => weight === undefined)).size <= 1,
          },
        ],
      },
      poolRef: poolRef(EXPERIMENTAL_GROUP),
    },
  },
  // The entry of before says `Ready`, which nobody ever sets: upstream's slip, kept for who waits for it to go.
  status: conditionsStatus('Ready'),
  columns: [
    { name: 'Model Name', type: 'string', jsonPath: '.spec.modelName' },
    { name: 'Inference Pool', type: 'string', jsonPath: '.spec.poolRef.name' },
    { name: 'Criticality', type: 'string', jsonPath: '.spec.criticality' },
  ],
};
