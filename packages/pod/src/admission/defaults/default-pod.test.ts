import { describe, expect, it } from 'vitest';
import { apiServer } from '../api-server.ts';
import { defaultPod } from './default-pod.ts';

const defaulted = (spec: object, minor = 36) => defaultPod({ spec }, apiServer(minor)).spec;
const container = (fields: object) => ({ containers: [{ name: 'app', image: 'app:1', ...fields }] });
const http = { httpGet: { port: 80 } };
const fullHttp = { httpGet: { port: 80, path: '/', scheme: 'HTTP' } };
const port = container({ ports: [{ containerPort: 80 }] });
const hostPort = { ports: [{ containerPort: 80, hostPort: 80 }] };

describe('defaultPod', () => {
  it('fills in what a pod leaves out', () => {
    expect(defaulted(container({}))).toEqual({
      containers: [
        {
          name: 'app',
          image: 'app:1',
          resources: {},
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
          imagePullPolicy: 'IfNotPresent',
        },
      ],
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      securityContext: {},
      schedulerName: 'default-scheduler',
      enableServiceLinks: true,
    });
  });

  it.each([
    ['a probe', { livenessProbe: http }, { livenessProbe: { ...fullHttp, timeoutSeconds: 1, periodSeconds: 10 } }],
    [
      'thresholds of zero',
      { startupProbe: { ...http, failureThreshold: 0, successThreshold: 0 } },
      { startupProbe: { failureThreshold: 3, successThreshold: 1 } },
    ],
    ['a gRPC probe', { livenessProbe: { grpc: { port: 1 } } }, { livenessProbe: { grpc: { port: 1, service: '' } } }],
    ['a hook', { lifecycle: { preStop: http } }, { lifecycle: { preStop: fullHttp } }],
    ['a port', { ports: [{ containerPort: 80 }] }, { ports: [{ containerPort: 80, protocol: 'TCP' }] }],
    [
      'a field as a variable',
      { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] },
      { env: [{ valueFrom: { fieldRef: { apiVersion: 'v1' } } }] },
    ],
    [
      'requests from limits',
      { resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '0.1' } } },
      { resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '100m', memory: '1Gi' } } },
    ],
    ['fractions of thousandths', { resources: { limits: { cpu: '1u' } } }, { resources: { limits: { cpu: '1m' } } }],
  ])('completes %s', (_what, fields, completed) => {
    expect(defaulted(container(fields))).toMatchObject({ containers: [completed] });
  });

  it.each([
    ['host ports in the network of the host', { hostNetwork: true, ...port }, { containers: [hostPort] }],
    ['a volume without a source', { volumes: [{ name: 'v' }] }, { volumes: [{ name: 'v', emptyDir: {} }] }],
    ['the mode of files', { volumes: [{ secret: {} }] }, { volumes: [{ secret: { defaultMode: 0o644 } }] }],
    ['the account by its old name', { serviceAccount: 'a' }, { serviceAccountName: 'a' }],
    ['a negative grace period', { terminationGracePeriodSeconds: -1 }, { terminationGracePeriodSeconds: 1 }],
  ])('sets %s', (_what, spec, completed) => {
    expect(defaulted(spec)).toMatchObject(completed);
  });

  it('keeps a grace period of zero', () => {
    expect(defaulted({ terminationGracePeriodSeconds: 0 })).toMatchObject({ terminationGracePeriodSeconds: 0 });
  });

  it('completes sidecars and ephemeral containers too', () => {
    const spec = { initContainers: [{ name: 'mesh' }], ephemeralContainers: [{ name: 'debug' }] };
    const completed = [{ imagePullPolicy: 'IfNotPresent', terminationMessagePolicy: 'File' }];
    expect(defaulted(spec)).toMatchObject({ initContainers: completed, ephemeralContainers: completed });
  });

  it.each([
    [32, undefined],
    [34, { requests: { cpu: '300m' }, limits: { cpu: '1' } }],
  ])('in 1.%i completes the resources of a pod as a whole', (minor, resources) => {
    const spec = { resources: { limits: { cpu: '1' } }, ...container({ resources: { requests: { cpu: '300m' } } }) };
    expect(defaulted(spec, minor)?.resources).toEqual(resources ?? { limits: { cpu: '1' } });
  });

  it('does not touch what it is given, and shares what stays', () => {
    const args = Object.freeze(['a']);
    const app = Object.freeze({ name: 'app', image: 'app:1', args });
    const pod = Object.freeze({ spec: Object.freeze({ containers: Object.freeze([app]) }) });
    expect(defaultPod(pod, apiServer()).spec?.containers?.[0]?.args).toBe(args);
    expect(pod).toEqual({ spec: { containers: [{ name: 'app', image: 'app:1', args: ['a'] }] } });
  });

  it('does nothing twice', () => {
    const once = defaultPod({ spec: container({ livenessProbe: http }) }, apiServer());
    expect(defaultPod(once, apiServer())).toEqual(once);
  });
});
