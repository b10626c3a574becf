import { expect, test } from 'vitest';
import { firstObject, migratedObject } from './migrated-object.ts';

/** A pod as an injector has left it, and what becomes of it; without `becomes` it stays, and `says` is the reason. */
interface Case {
  readonly what: string;
  readonly pod: string;
  readonly becomes?: string;
  readonly says?: string;
}

const APP = '{ name: app, image: app:1 }';
const READY = 'readinessProbe: { httpGet: { path: /healthz/ready, port: 15021 } }';
const ISTIO = `name: istio-proxy, image: docker.io/istio/proxyv2:1.26.2, args: [proxy, sidecar], ${READY}`;
const HELD = 'postStart: { exec: { command: [pilot-agent, wait] } }';
const STARTUP =
  'startupProbe: { httpGet: { path: /healthz/ready, port: 15021 }, periodSeconds: 1, failureThreshold: 600, timeoutSeconds: 3 }';
const drain = (port: number): string =>
  `preStop: { exec: { command: [pilot-agent, request, --debug-port=${port}, POST, drain] } }`;
const native = (istio: string, lifecycle: string): string =>
  `{ restartPolicy: Always, ${istio}, lifecycle: { ${lifecycle} }, ${STARTUP} }`;
const setUp = (ports: string): string =>
  `{ name: istio-init, image: docker.io/istio/proxyv2:1.26.2, args: [istio-iptables, -d, "${ports}"] }`;

const LINKERD = 'name: linkerd-proxy, image: cr.l5d.io/linkerd/proxy:edge-25.4.1';
const AWAITED =
  'lifecycle: { postStart: { exec: { command: [/usr/lib/linkerd/linkerd-await, --timeout=2m, --port=4191] } } }';
const NATIVE_LINKERD = `{ restartPolicy: Always, ${LINKERD}, startupProbe: { httpGet: { path: /ready, port: 4191 }, periodSeconds: 1, failureThreshold: 120 } }`;

const CASES: readonly Case[] = [
  {
    what: 'the hook that waits becomes one that drains, at the agent’s usual port',
    pod: `spec: { initContainers: [${setUp('15090,15021,15020')}], containers: [{ ${ISTIO}, lifecycle: { ${HELD} } }, ${APP}] }`,
    becomes: `spec: { initContainers: [${setUp('15090,15021,15020')}, ${native(ISTIO, drain(15020))}], containers: [${APP}] }`,
  },
  {
    what: 'it drains at the port that the mesh has for its agents, as the rules of the init container tell',
    pod: `spec: { initContainers: [${setUp('15090,15021,4,123')}], containers: [${APP}, { ${ISTIO} }] }`,
    becomes: `spec: { initContainers: [${setUp('15090,15021,4,123')}, ${native(ISTIO, drain(123))}], containers: [${APP}] }`,
  },
  {
    what: 'it drains at the port of the annotation, and keeps the setting that held the app: the injector knows what it means',
    pod: `metadata: { annotations: { status.sidecar.istio.io/port: "99", proxy.istio.io/config: "holdApplicationUntilProxyStarts: true" } }, spec: { containers: [{ ${ISTIO}, lifecycle: { ${HELD} } }, ${APP}] }`,
    becomes: `metadata: { annotations: { status.sidecar.istio.io/port: "99", proxy.istio.io/config: "holdApplicationUntilProxyStarts: true" } }, spec: { initContainers: [${native(ISTIO, drain(99))}], containers: [${APP}] }`,
  },
  {
    what: 'hooks that the mesh has set stay',
    pod: `spec: { containers: [${APP}, { ${ISTIO}, lifecycle: { preStop: { exec: { command: [sleep, "20"] } } } }] }`,
    becomes: `spec: { initContainers: [${native(ISTIO, 'preStop: { exec: { command: [sleep, "20"] } }')}], containers: [${APP}] }`,
  },
  {
    what: 'the core dump’s container comes behind the proxy, and all others behind that',
    pod: `spec: { initContainers: [{ name: mine, image: mine:1 }, ${setUp('15090,15021,15020')}, { name: enable-core-dump, image: b }], containers: [${APP}, { ${ISTIO} }] }`,
    becomes: `spec: { initContainers: [${setUp('15090,15021,15020')}, ${native(ISTIO, drain(15020))}, { name: enable-core-dump, image: b }, { name: mine, image: mine:1 }], containers: [${APP}] }`,
  },
  {
    what: 'who had opted out is opted in',
    pod: `metadata: { annotations: { sidecar.istio.io/nativeSidecar: "false" } }, spec: { containers: [${APP}, { ${ISTIO} }] }`,
    becomes: `metadata: { annotations: { sidecar.istio.io/nativeSidecar: "true" } }, spec: { initContainers: [${native(ISTIO, drain(15020))}], containers: [${APP}] }`,
  },
  {
    what: 'a proxy of Istio 1.20 knows no drain, and its hooks are the same in both modes',
    pod: `spec: { containers: [{ ${ISTIO.replace('1.26.2', '1.20.8')}, lifecycle: { ${HELD} } }, ${APP}] }`,
    becomes: `spec: { initContainers: [{ restartPolicy: Always, ${ISTIO.replace('1.26.2', '1.20.8')}, lifecycle: { ${HELD} } }], containers: [${APP}] }`,
  },
  {
    what: 'the agent of a service that speaks xDS itself stays',
    pod: `spec: { containers: [${APP}, { ${ISTIO}, env: [{ name: ISTIO_META_GENERATOR, value: grpc }] }] }`,
    says: 'istio-proxy (Istio proxy) is not moved: the template for services that speak xDS themselves (grpc-agent) has no native form',
  },
  {
    what: 'a pod of nothing but a proxy stays, for there it is the app',
    pod: `spec: { containers: [{ ${ISTIO} }] }`,
  },
  {
    what: 'the proxy of Linkerd’s identity service stays',
    pod: `metadata: { labels: { linkerd.io/control-plane-component: identity } }, spec: { containers: [{ name: identity, image: i:1 }, { ${LINKERD} }] }`,
    says: 'linkerd-proxy (Linkerd proxy) is not moved: it asks the identity container of this pod for its certificate, so the two would wait for each other',
  },
  {
    what: 'beside a proxy, what is elsewhere a sidecar is the app',
    pod: `spec: { containers: [{ ${LINKERD}, ${AWAITED} }, { name: fluent-bit, image: "fluent/fluent-bit:3" }] }`,
    becomes: `spec: { initContainers: [${NATIVE_LINKERD}], containers: [{ name: fluent-bit, image: "fluent/fluent-bit:3" }] }`,
  },
  {
    what: 'an opt-out in an older spelling is turned round, for its versions are legacy without it',
    pod: `metadata: { annotations: { config.alpha.linkerd.io/proxy-enable-native-sidecar: "F" } }, spec: { containers: [{ ${LINKERD}, ${AWAITED} }, ${APP}] }`,
    becomes: `metadata: { annotations: { config.alpha.linkerd.io/proxy-enable-native-sidecar: "true" } }, spec: { initContainers: [${NATIVE_LINKERD}], containers: [${APP}] }`,
  },
];

test.each(CASES)('$what', async ({ pod, becomes, says }) => {
  const { value, left } = await migratedObject(object(pod), { injected: true });
  expect(value).toEqual((await firstObject(object(becomes ?? pod))).value);
  expect(left.map(({ message }) => message)).toEqual(says === undefined ? [] : [says]);
});

test('a proxy that holds nobody gets no probe, and a person is told', async () => {
  const { value, left } = await migratedObject(object(`spec: { containers: [${APP}, { ${LINKERD} }] }`), {
    injected: true,
  });
  expect(JSON.stringify(value)).not.toContain('startupProbe');
  expect(left.map(({ message }) => message)).toEqual([
    'nothing makes the app wait for linkerd-proxy: its injector was told to give it no such probe',
  ]);
});

function object(fields: string): string {
  return `{ apiVersion: v1, kind: Pod, ${fields} }\n`;
}
