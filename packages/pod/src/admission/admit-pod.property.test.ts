import fc from 'fast-check';
import { expect, it } from 'vitest';
import { admitPod } from './admit-pod.ts';
import { apiServer } from './api-server.ts';

const server = fc.integer({ min: 27, max: 37 }).map((minor) => apiServer(minor));
// Words that mean something to a server, so that chance gets beyond the first field.
const word = fc.constantFrom(
  ...[
    'Always',
    'Never',
    'OnFailure',
    'app',
    'v',
    '/v',
    '100m',
    '1Gi',
    'TCP',
    'HTTP',
    'SIGTERM',
    'linux',
    'Restart',
    '',
  ],
);
const scalar = fc.oneof(word, fc.integer({ min: -1, max: 70_000 }), fc.boolean(), fc.constant(null));
const handler = fc.record({ exec: scalar, httpGet: fc.record({ port: scalar }), sleep: scalar }, { requiredKeys: [] });
const containerFields = {
  name: scalar,
  image: scalar,
  restartPolicy: scalar,
  restartPolicyRules: fc.array(fc.record({ action: scalar, exitCodes: fc.record({ values: fc.array(scalar) }) })),
  ports: fc.array(fc.record({ containerPort: scalar, hostPort: scalar, name: scalar }, { requiredKeys: [] })),
  startupProbe: handler,
  lifecycle: fc.record({ preStop: handler, stopSignal: scalar }, { requiredKeys: [] }),
  resources: fc.record({ limits: fc.dictionary(word, scalar), requests: fc.dictionary(word, scalar) }),
  volumeMounts: fc.array(fc.record({ name: scalar, mountPath: scalar })),
};
const containers = fc.array(fc.record(containerFields, { requiredKeys: [] }), { maxLength: 3 });
const spec = fc.record(
  {
    initContainers: containers,
    containers,
    volumes: fc.array(fc.record({ name: scalar, emptyDir: fc.constant({}) })),
    restartPolicy: scalar,
    terminationGracePeriodSeconds: scalar,
    hostNetwork: scalar,
  },
  { requiredKeys: [] },
);
const pod = fc.record({ metadata: fc.record({ name: fc.constantFrom('x', 'X') }), spec });

it('any JSON has an answer', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.record({ metadata: fc.jsonValue(), spec: fc.jsonValue() })), (written) => {
      expect(typeof admitPod(written).admitted).toBe('boolean');
    }),
  );
});

it('a pod is not touched, and every reason lies in it or just beside it', () => {
  fc.assert(
    fc.property(pod, server, (written, asked) => {
      const before = structuredClone(written);
      const admission = admitPod(written, { server: asked });
      expect(written).toEqual(before);
      if (admission.admitted) return;
      for (const { path } of admission.reasons) expect(missingSteps(written, path)).toBeLessThanOrEqual(1);
    }),
  );
});

// Pods that most servers take, with what servers complete, lose and rewrite.
const amounts = fc.dictionary(fc.constantFrom('cpu', 'memory'), fc.constantFrom('1', 1, '1000m', '2048Ki', '0.5'));
const probe = fc.record({ httpGet: fc.record({ port: fc.constant(80) }), failureThreshold: fc.nat(3) });
const goodFields = {
  image: fc.constantFrom('app', 'app:1', 'a.b/c:latest'),
  resources: fc.record({ limits: amounts }),
  ports: fc.constant([{ containerPort: 80 }]),
  volumeMounts: fc.constant([{ name: 'v', mountPath: '/v' }]),
  lifecycle: fc.record({ preStop: fc.constant({ exec: { command: ['true'] } }) }),
  livenessProbe: probe,
};
const sidecarFields = { ...goodFields, restartPolicy: fc.constant('Always') };
const goodPod = fc
  .record({
    sidecars: fc.array(fc.record(sidecarFields, { requiredKeys: ['image', 'restartPolicy'] }), { maxLength: 2 }),
    mains: fc.array(fc.record(goodFields, { requiredKeys: ['image'] }), { minLength: 1, maxLength: 2 }),
    hostNetwork: fc.boolean(),
    restartPolicy: fc.constantFrom('Always', 'Never'),
  })
  .map(({ sidecars, mains, ...others }) => {
    const initContainers = sidecars.map((container, at) => ({ ...container, name: `sidecar-${at}` }));
    const main = mains.map((container, at) => ({ ...container, name: `main-${at}` }));
    const volumes = [{ name: 'v', secret: { secretName: 's' } }];
    return { metadata: { name: 'x' }, spec: { ...others, volumes, initContainers, containers: main } };
  });

it('what a server keeps it would take again, unchanged and whole', () => {
  fc.assert(
    fc.property(goodPod, server, (written, asked) => {
      const admission = admitPod(written, { server: asked });
      if (!admission.admitted) return;
      const again = admitPod(admission.pod, { server: asked, fieldValidation: 'Strict' });
      expect(again).toEqual({ admitted: true, pod: admission.pod, lost: [] });
    }),
  );
});

/** How many steps of a path are left where the value ends. */
function missingSteps(value: unknown, path: readonly (string | number)[]): number {
  let at = value;
  for (const [step, part] of path.entries()) {
    at = (at as Readonly<Record<string | number, unknown>> | null | undefined)?.[part];
    if (at === undefined || at === null) return path.length - step;
  }
  return 0;
}
