import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const tailscale: CatalogEntry = {
  id: 'tailscale',
  title: 'Tailscale',
  role: 'proxy',
  recognise: { images: ['tailscale/tailscale'], byName: ['ts-sidecar'], alsoAnApp: true },
  startupProbe: (container) =>
    advise(container, patiently({ httpGet: { path: '/healthz', port: 9002 } }), {
      needs: [
        { env: 'TS_ENABLE_HEALTH_CHECK', value: 'true' },
        { env: 'TS_LOCAL_ADDR_PORT', value: '[::]:9002' },
      ],
    }),
  move: { when: 'always' },
  caveats: [],
  sources: ['reference sidecars.md E.1 row 28'],
};
