import { advise, patiently } from '../advice/advise.ts';
import { listenAddress } from '../advice/listen-address.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const tailscale: CatalogEntry = {
  id: 'tailscale',
  title: 'Tailscale',
  role: 'proxy',
  recognise: { images: ['tailscale/tailscale'], byName: ['ts-sidecar'], alsoAnApp: true },
  startupProbe: (container) => {
    const { port, needs } = listenAddress(
      container,
      { env: 'TS_LOCAL_ADDR_PORT' },
      { port: 9002, isOpen: true, host: '[::]' },
    );
    return advise(container, patiently({ httpGet: { path: '/healthz', port } }), {
      needs: [{ env: 'TS_ENABLE_HEALTH_CHECK', value: 'true' }, ...needs],
    });
  },
  move: { when: 'always' },
  caveats: [
    '/healthz answers with 503 until the node has a Tailscale address: a key that does not fit holds the app for ever',
  ],
  sources: [
    'tailscale/tailscale cmd/containerboot/main.go, 1.103',
    'tailscale/tailscale kube/health/healthz.go, 1.103',
  ],
};
