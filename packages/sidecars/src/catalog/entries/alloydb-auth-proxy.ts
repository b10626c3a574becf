import { advise, reachable } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const alloydbAuthProxy: CatalogEntry = {
  id: 'alloydb-auth-proxy',
  title: 'AlloyDB Auth Proxy',
  role: 'ambassador',
  recognise: { images: ['alloydb-connectors/alloydb-auth-proxy', 'alloydb-auth-proxy'] },
  startupProbe: (container) =>
    advise(
      container,
      { httpGet: { path: '/startup', port: 9090 }, periodSeconds: 1, failureThreshold: 60, timeoutSeconds: 10 },
      {
        needs: [
          { flag: 'health-check', env: 'ALLOYDB_PROXY_HEALTH_CHECK', value: 'true', isSwitch: true },
          { flag: 'http-address', env: 'ALLOYDB_PROXY_HTTP_ADDRESS', value: '0.0.0.0', accepts: reachable },
        ],
      },
    ),
  move: { when: 'always' },
  caveats: [],
  workarounds: {
    quits: [{ path: '/quitquitquit', port: 9091 }],
    processes: ['alloydb-auth-proxy'],
    flags: ['quitquitquit', 'admin-port'],
    ports: [5432],
  },
  sources: ['reference sidecars.md E.1 row 5'],
};
