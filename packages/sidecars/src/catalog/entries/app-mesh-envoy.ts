import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const appMeshEnvoy: CatalogEntry = {
  id: 'app-mesh-envoy',
  title: 'AWS App Mesh Envoy',
  role: 'proxy',
  recognise: { images: ['aws-appmesh-envoy'] },
  startupProbe: (container) =>
    advise(
      container,
      patiently({
        exec: { command: ['sh', '-c', 'curl -s http://localhost:9901/server_info | grep state | grep -q LIVE'] },
      }),
    ),
  move: { when: 'always' },
  after: ['proxyinit'],
  caveats: ['App Mesh has ended on 2026-09-30', 'Its preStop sleep of 20 s is added to the end of every Job'],
  injector: 'app-mesh',
  workarounds: { annotations: [{ key: 'appmesh.k8s.aws/preStopDelay', kind: 'delay-at-stop' }] },
  sources: ['reference sidecars.md E.1 row 14', 'aws/aws-app-mesh-controller-for-k8s#774'],
};
