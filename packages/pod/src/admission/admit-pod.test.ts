import { describe, expect, it } from 'vitest';
import { admitPod } from './admit-pod.ts';
import { apiServer } from './api-server.ts';

const pod = (spec: object, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'x', ...metadata },
  spec: { containers: [{ name: 'app', image: 'app:1' }], ...spec },
});
const sidecar = { name: 'mesh', image: 'mesh:1', restartPolicy: 'Always' };

describe('admitPod', () => {
  it('keeps a valid pod with its defaults', () => {
    expect(admitPod(pod({ initContainers: [sidecar] }))).toMatchObject({
      admitted: true,
      pod: {
        metadata: { name: 'x' },
        spec: {
          restartPolicy: 'Always',
          terminationGracePeriodSeconds: 30,
          initContainers: [{ name: 'mesh', restartPolicy: 'Always', imagePullPolicy: 'IfNotPresent' }],
        },
      },
      lost: [],
    });
  });

  it('refuses an invalid pod with message, places, and the body of the answer', () => {
    const probed = { name: 'init', image: 'a', readinessProbe: { exec: { command: ['a'] } } };
    const message =
      'spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always';
    expect(admitPod(pod({ initContainers: [probed] }))).toMatchObject({
      admitted: false,
      message: `Pod "x" is invalid: ${message}`,
      reasons: [{ path: ['spec', 'initContainers', 0, 'readinessProbe'], message, error: { type: 'Forbidden' } }],
      status: { code: 422, details: { causes: [{ reason: 'FieldValueForbidden' }] } },
    });
  });

  it('refuses what it cannot read, and says where that is', () => {
    const message =
      'Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal string into Go struct field PodSpec.spec.terminationGracePeriodSeconds of type int64';
    expect(admitPod(pod({ terminationGracePeriodSeconds: '30' }))).toMatchObject({
      admitted: false,
      message,
      reasons: [{ path: ['spec', 'terminationGracePeriodSeconds'], message }],
      status: { code: 400, reason: 'BadRequest' },
    });
  });

  it.each([[null], [undefined], [[]], ['pod'], [{}], [{ spec: null }]])('refuses %j', (written) => {
    expect(admitPod(written).admitted).toBe(false);
  });

  it('calls a pod with generateName by its prefix and five characters', () => {
    const { metadata, ...others } = pod({ containers: [] });
    const nameless = { ...others, metadata: { ...metadata, name: undefined, generateName: 'x-' } };
    expect(admitPod(nameless)).toMatchObject({ message: 'Pod "x-xxxxx" is invalid: spec.containers: Required value' });
  });
});

describe('a field that the server does not know', () => {
  const written = pod({ initContainers: [sidecar] });
  const server = apiServer(27);

  it('is lost by default', () => {
    expect(admitPod(written, { server })).toMatchObject({
      admitted: true,
      pod: { spec: { initContainers: [expect.not.objectContaining({ restartPolicy: 'Always' })] } },
      lost: [{ field: 'spec.initContainers[0].restartPolicy', cause: { type: 'unknown', known: { from: 28 } } }],
    });
  });

  it('is an error when validation is strict', () => {
    const message =
      'Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.initContainers[0].restartPolicy"';
    expect(admitPod(written, { server, fieldValidation: 'Strict' })).toMatchObject({
      admitted: false,
      message,
      reasons: [{ path: ['spec', 'initContainers', 0, 'restartPolicy'], message }],
    });
  });
});

// Where the API server's words for a field are inexact, the place still is not.
describe('the place of a mistake', () => {
  it.each([
    ['a key of a label', pod({}, { labels: { 'a b': 'c' } }), 'metadata.labels', ['metadata', 'labels', 'a b']],
    [
      'an access mode of a claim',
      pod({
        volumes: [
          {
            name: 'v',
            ephemeral: {
              volumeClaimTemplate: { spec: { accessModes: ['Foo'], resources: { requests: { storage: '1Gi' } } } },
            },
          },
        ],
      }),
      'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.accessModes',
      ['spec', 'volumes', 0, 'ephemeral', 'volumeClaimTemplate', 'spec', 'accessModes', 0],
    ],
    [
      'a value of a toleration',
      pod({ tolerations: [{ key: 'a', value: 'b c' }] }),
      'spec.tolerations[0].operator',
      ['spec', 'tolerations', 0, 'value'],
    ],
  ])('is found for %s', (_what, written, field, path) => {
    const admission = admitPod(written);
    expect(admission).toMatchObject({ admitted: false, reasons: [{ path, error: { field } }] });
  });
});
