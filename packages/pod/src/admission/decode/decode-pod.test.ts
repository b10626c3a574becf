import { describe, expect, it } from 'vitest';
import { apiServer } from '../api-server.ts';
import { decodePod, formatStrict, formatUndecodable } from './decode-pod.ts';

const container = (fields: object) => ({ spec: { containers: [{ name: 'app', ...fields }] } });

describe('decodePod', () => {
  it.each([
    ['nulls', container({ image: null }), container({})],
    ['quantities as numbers', container({ resources: { limits: { cpu: 0.5 } } }), cpu('500m')],
    ['quantities that are not canonical', container({ resources: { limits: { cpu: '1000m' } } }), cpu('1')],
    ['a port by its name', probe('http'), probe('http')],
    ['a date of YAML', created(new Date(0)), created('1970-01-01T00:00:00Z')],
    ['an empty item', { spec: { containers: [null] } }, { spec: { containers: [{}] } }],
  ])('reads %s', (_what, written, pod) => {
    expect(decodePod(written, apiServer())).toEqual({ pod, unknown: [], problem: undefined });
  });

  it.each([
    [{ spec: { containers: {} } }, 'object into Go struct field PodSpec.spec.containers of type []v1.Container'],
    [container({ ports: [{ containerPort: '80' }] }), ports('string', 'int32')],
    [container({ ports: [{ containerPort: 1.5 }] }), ports('number 1.5', 'int32')],
    [container({ ports: [{ containerPort: 2 ** 31 }] }), ports('number 2147483648', 'int32')],
    [container({ tty: 'yes' }), 'string into Go struct field Container.spec.containers.tty of type bool'],
    [{ metadata: { labels: { a: 1 } } }, 'number into Go struct field ObjectMeta.metadata.labels of type string'],
    [{ spec: 'x' }, 'string into Go struct field Pod.spec of type v1.PodSpec'],
    ['x', 'string into Go value of type v1.Pod'],
  ])('complains of %j in the words of Go', (written, text) => {
    expect(decodePod(written, apiServer()).problem?.message).toBe(`json: cannot unmarshal ${text}`);
  });

  it.each([
    [container({ resources: { limits: { cpu: '1 core' } } }), /^quantities must match the regular expression/],
    [created('yesterday'), /^parsing time "yesterday" as "2006-01-02T15:04:05Z07:00"/],
    [probe(true), /^json: cannot unmarshal bool .* of type int32$/],
  ])('ends at a value that reads itself and cannot: %j', (written, message) => {
    expect(decodePod(written, apiServer()).problem?.message).toMatch(message);
  });

  it('names the struct in which a field is embedded since 1.35', () => {
    const written = { spec: { volumes: [{ name: 'v', hostPath: 'x' }] } };
    const message = (minor: number) => decodePod(written, apiServer(minor)).problem?.message;
    expect(message(34)).toMatch(/ Volume\.spec\.volumes\.hostPath of type v1\.HostPathVolumeSource$/);
    expect(message(35)).toMatch(/ Volume\.spec\.volumes\.VolumeSource\.hostPath of type v1\.HostPathVolumeSource$/);
  });

  it.each([
    ['from a later minor', 33, { restartPolicyRules: [] }, { from: 34, to: Number.POSITIVE_INFINITY }],
    ['from nowhere', 36, { restartPolicyRule: [] }, undefined],
  ])('notes a field %s', (_what, minor, fields, known) => {
    const [name = ''] = Object.keys(fields);
    const path = ['spec', 'containers', 0, name];
    const unknown = [{ field: `spec.containers[0].${name}`, path, known }];
    expect(decodePod(container(fields), apiServer(minor))).toMatchObject({ pod: container({}), unknown });
  });
});

it('a pod that cannot be read is told of in one sentence', () => {
  expect(formatUndecodable({ message: 'no', path: [] })).toBe('Pod in version "v1" cannot be handled as a Pod: no');
});

it('all unknown fields are told of at once', () => {
  const { unknown } = decodePod({ a: 1, spec: { b: 2 } }, apiServer());
  expect(formatStrict(unknown)).toBe(
    'Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "a", unknown field "spec.b"',
  );
});

function cpu(amount: string): object {
  return container({ resources: { limits: { cpu: amount } } });
}

function probe(port: unknown): object {
  return container({ livenessProbe: { httpGet: { port } } });
}

function created(creationTimestamp: unknown): object {
  return { metadata: { creationTimestamp } };
}

function ports(value: string, type: string): string {
  return `${value} into Go struct field ContainerPort.spec.containers.ports.containerPort of type ${type}`;
}
