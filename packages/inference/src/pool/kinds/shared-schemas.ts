import type { Schema } from './schema.ts';

/** A port's number. */
export const PORT: Schema = { type: 'integer', format: 'int32', minimum: 1, maximum: 65_535 };

/** A name of an object: of most kinds a DNS subdomain (gateway-api apis/v1 ObjectName). */
export const OBJECT_NAME: Schema = { type: 'string', minLength: 1, maxLength: 253 };

/** A group, empty for the core group. */
export const GROUP: Schema = {
  type: 'string',
  maxLength: 253,
  pattern: String.raw`^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`,
};

/** A kind of objects. */
export const KIND: Schema = {
  type: 'string',
  minLength: 1,
  maxLength: 63,
  pattern: '^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$',
};

/** A namespace's name. */
export const NAMESPACE: Schema = {
  type: 'string',
  minLength: 1,
  maxLength: 63,
  pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
};

/** A label's value. */
export const LABEL_VALUE: Schema = {
  type: 'string',
  maxLength: 63,
  pattern: '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$',
};

/** What happens when the picker does not answer. */
export const FAILURE_MODE: Schema = {
  type: 'string',
  enum: ['FailOpen', 'FailClose'],
  default: 'FailClose',
  description:
    'Whether a request is sent to any endpoint (FailOpen) or refused (FailClose) when the picker does not answer.',
};

/** The pool that an object is about, which is in the same namespace. */
export function poolRef(group: string): Schema {
  return {
    type: 'object',
    description: 'The pool, in the same namespace.',
    required: ['name'],
    properties: {
      group: { ...GROUP, default: group },
      kind: { ...KIND, default: 'InferencePool' },
      name: OBJECT_NAME,
    },
  };
}

/** A status that has conditions and nothing else; `first` is the type of the one that stands there before anybody looked. */
export function conditionsStatus(first: string): Schema {
  return {
    type: 'object',
    properties: {
      conditions: { ...CONDITIONS, default: [pending(first)] },
    },
  };
}

/** As everything is before anybody looked. */
export function pending(type: string): Readonly<Record<string, string>> {
  return {
    type,
    status: 'Unknown',
    reason: 'Pending',
    message: 'Waiting for controller',
    lastTransitionTime: '1970-01-01T00:00:00Z',
  };
}

/** Conditions as all of Kubernetes has them (apimachinery meta/v1 Condition). */
export const CONDITIONS: Schema = {
  type: 'array',
  maxItems: 8,
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['type'],
  items: {
    type: 'object',
    required: ['type', 'status', 'reason', 'message', 'lastTransitionTime'],
    properties: {
      type: {
        type: 'string',
        maxLength: 316,
        pattern: String.raw`^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$`,
      },
      status: { type: 'string', enum: ['True', 'False', 'Unknown'] },
      observedGeneration: { type: 'integer', format: 'int64', minimum: 0 },
      lastTransitionTime: { type: 'string', format: 'date-time' },
      reason: { type: 'string', minLength: 1, maxLength: 1024, pattern: '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$' },
      message: { type: 'string', maxLength: 32_768 },
    },
  },
};
