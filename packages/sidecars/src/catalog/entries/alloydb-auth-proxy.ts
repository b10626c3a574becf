import { advise, reachable } from '../advice/advise.ts';
import { settingValue } from '../advice/read-setting.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const alloydbAuthProxy: CatalogEntry = {
  id: 'alloydb-auth-proxy',
  title: 'AlloyDB Auth Proxy',
  role: 'ambassador',
  recognise: { images: ['alloydb-connectors/alloydb-auth-proxy', 'alloydb-auth-proxy'] },
  startupProbe: (container) =>
    advise(
      container,
      {
        httpGet: {
          path: '/startup',
          port: Number(settingValue(container, { flag: 'http-port', env: 'ALLOYDB_PROXY_HTTP_PORT' })) || 9090,
        },
        periodSeconds: 1,
        failureThreshold: 60,
        timeoutSeconds: 10,
      },
      {
        needs: [
          { flag: 'health-check', env: 'ALLOYDB_PROXY_HEALTH_CHECK', value: 'true', isSwitch: true },
          { flag: 'http-address', env: 'ALLOYDB_PROXY_HTTP_ADDRESS', value: '0.0.0.0', accepts: reachable },
        ],
      },
    ),
  move: { when: 'always' },
  caveats: [
    'Without --http-address its health checks are at localhost, where the kubelet does not get',
    '`--max-sigterm-delay` waits for open connections within the grace period that the whole pod shares',
  ],
  workarounds: {
    quits: [{ path: '/quitquitquit', port: 9091 }],
    processes: ['alloydb-auth-proxy'],
    flags: ['quitquitquit', 'admin-port'],
    env: ['ALLOYDB_PROXY_QUITQUITQUIT', 'ALLOYDB_PROXY_ADMIN_PORT'],
    ports: [5432],
  },
  sources: ['GoogleCloudPlatform/alloydb-auth-proxy cmd/root.go, v1.15.2'],
};
