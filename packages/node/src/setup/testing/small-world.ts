import type { IContainer, IPod, IPodSpec } from 'kubernetes-models/v1';
import { readMaterial } from '../material.ts';
import { type SetUp, type SetupWorld, setUpContainer } from '../set-up-container.ts';

/** The pod shop/web, with what a test is about. */
export function podWith(spec: Partial<IPodSpec>, metadata: IPod['metadata'] = {}): IPod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop', uid: '1-2-3', ...metadata },
    spec: { containers: [{ name: 'app' }], ...spec },
  };
}

/** Objects of the namespace shop: a ConfigMap `c` and a Secret `s`, with these entries. */
export function materialWith(
  configMap: Readonly<Record<string, string>>,
  secret: Readonly<Record<string, string>> = {},
): SetupWorld['material'] {
  return readMaterial(
    [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: configMap },
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, stringData: secret },
    ],
    'shop',
  ).material;
}

/** A machine with 2 CPUs and 4 GiB, and a pod with two addresses. */
export const smallWorld: SetupWorld = {
  nodeName: 'node-1',
  podIps: ['127.1.2.3', 'fd00::6'],
  hostIps: ['192.0.2.1', 'fd00::1'],
  allocatable: { cpu: '2', memory: '4Gi' },
  material: readMaterial([]).material,
  readVolumeFile: () => undefined,
  volumes: new Map(),
  logPath: '/logs/0.log',
};

/** Sets the container `app` up. */
export function setUp(
  container: Partial<IContainer>,
  {
    world,
    spec,
    metadata,
  }: { world?: Partial<SetupWorld>; spec?: Partial<IPodSpec>; metadata?: IPod['metadata'] } = {},
): SetUp {
  const pod = podWith({ containers: [{ name: 'app', ...container }], ...spec }, metadata);
  return setUpContainer(pod, { name: 'app' }, { ...smallWorld, ...world });
}
