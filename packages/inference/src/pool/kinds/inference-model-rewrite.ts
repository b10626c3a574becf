import { EXPERIMENTAL_GROUP } from './inference-pool-v1alpha2.ts';
import type { Kind } from './kind.ts';
import { conditionsStatus, poolRef } from './shared-schemas.ts';

/** InferenceModelRewrite as it is now (llm-d-router apix/v1alpha2/inferencemodelrewrite_types.go@v0.10.0). */
export const INFERENCE_MODEL_REWRITE: Kind = rewriteOf('llm-d.ai');

/** The same in the group that it had first (gateway-api-inference-extension apix/v1alpha2@v1.5.0). */
export const EXPERIMENTAL_REWRITE: Kind = rewriteOf(EXPERIMENTAL_GROUP);

function rewriteOf(group: string): Kind {
  return {
    group,
    version: 'v1alpha2',
    kind: 'InferenceModelRewrite',
    plural: 'inferencemodelrewrites',
    singular: 'inferencemodelrewrite',
    shortNames: [],
    description: 'Which models answer in place of the ones that requests name.',
    spec: {
      type: 'object',
      required: ['poolRef', 'rules'],
      properties: {
        poolRef: poolRef('inference.networking.k8s.io'),
        rules: {
          type: 'array',
          description: 'The first that fits counts; one that names the model goes before one that fits all.',
          items: {
            type: 'object',
            properties: {
              matches: {
                type: 'array',
                description: 'Any of them; all requests when there are none.',
                items: {
                  type: 'object',
                  required: ['model'],
                  properties: {
                    model: {
                      type: 'object',
                      required: ['value'],
                      properties: {
                        type: { type: 'string', enum: ['Exact'], default: 'Exact' },
                        value: { type: 'string', minLength: 1 },
                      },
                    },
                  },
                },
              },
              targets: {
                type: 'array',
                minItems: 1,
                items: {
                  type: 'object',
                  required: ['modelRewrite'],
                  properties: {
                    modelRewrite: { type: 'string' },
                    weight: { type: 'integer', format: 'int32', minimum: 1, maximum: 1_000_000 },
                  },
                },
              },
            },
          },
        },
      },
    },
    status: conditionsStatus('Accepted'),
    columns: [{ name: 'Inference Pool', type: 'string', jsonPath: '.spec.poolRef.name' }],
  };
}
