import type { Schema } from './schema-of.ts';

/** Definitions of what is no struct in JSON, and of what no kind has as a field. */
export const wellKnown: Readonly<Record<string, Schema>> = {
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': {
    description:
      'Time is a wrapper around time.Time which supports correct marshaling to YAML and JSON.  Wrappers are provided for many of the factory methods that the time package offers.',
    type: 'string',
    format: 'date-time',
  },
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': {
    description: 'MicroTime is version of Time with microsecond level precision.',
    type: 'string',
    format: 'date-time',
  },
  'io.k8s.apimachinery.pkg.api.resource.Quantity': {
    description: 'A fixed-point number with a suffix: `100m`, `1500m`, `1Gi`.',
    type: 'string',
  },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': {
    description: 'IntOrString is a type that can hold an int32 or a string.',
    type: 'string',
    format: 'int-or-string',
  },
  'io.k8s.apimachinery.pkg.apis.meta.v1.Patch': {
    description: 'Patch is provided to give a concrete name and type to the Kubernetes PATCH request body.',
    type: 'object',
  },
  'io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta': {
    description:
      'ListMeta describes metadata that synthetic resources must have, including lists and various status objects. A resource may have only one of {ObjectMeta, ListMeta}.',
    type: 'object',
    properties: {
      continue: { type: 'string', description: 'Where the next page begins, when there is one.' },
      remainingItemCount: {
        type: 'integer',
        format: 'int64',
        description: 'How many items there are behind this page.',
      },
      resourceVersion: { type: 'string', description: 'When the list was like this.' },
      selfLink: { type: 'string', description: 'Deprecated: selfLink is a legacy read-only field.' },
    },
  },
  'io.k8s.apimachinery.pkg.apis.meta.v1.Status': {
    description: "Status is a return value for calls that don't return other objects.",
    type: 'object',
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      code: {
        type: 'integer',
        format: 'int32',
        description: 'Suggested HTTP return code for this status, 0 if not set.',
      },
      details: { type: 'object', description: 'Extended data associated with the reason.' },
      message: { type: 'string', description: 'A human-readable description of the status of this operation.' },
      metadata: { type: 'object' },
      reason: {
        type: 'string',
        description: 'A machine-readable description of why this operation is in the "Failure" status.',
      },
      status: { type: 'string', description: 'Status of the operation. One of: "Success" or "Failure".' },
    },
    'x-kubernetes-group-version-kind': [{ group: '', kind: 'Status', version: 'v1' }],
  },
};
