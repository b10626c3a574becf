import { advise, patiently } from '../advice/advise.ts';
import { settingValue } from '../advice/read-setting.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const appMeshEnvoy: CatalogEntry = {
  id: 'app-mesh-envoy',
  title: 'AWS App Mesh Envoy',
  role: 'proxy',
  recognise: { images: ['aws-appmesh-envoy'] },
  startupProbe: (container) => {
    const port = Number(settingValue(container, { env: 'ENVOY_ADMIN_ACCESS_PORT' })) || 9901;
    const command = `curl -s http://localhost:${port}/server_info | grep state | grep -q LIVE`;
    return advise(container, patiently({ exec: { command: ['sh', '-c', command] } }));
  },
  move: { when: 'always' },
  after: ['proxyinit'],
  caveats: [
    'App Mesh has ended on 2026-09-30',
    'Its preStop hook sleeps 20 s (--prestop-delay of the controller): as a sidecar it sleeps while the app still runs',
  ],
  injector: 'app-mesh',
  sources: [
    'aws/aws-app-mesh-controller-for-k8s pkg/inject/sidecar_builder.go, v1.13.3',
    'aws/aws-app-mesh-controller-for-k8s#774',
  ],
};
