import { advise } from '../advice/advise.ts';
import { settingValue } from '../advice/read-setting.ts';
import type { CatalogEntry } from '../catalog-entry.ts';
import { readImageName } from '../read-image-name.ts';

export const cloudSqlProxyV1: CatalogEntry = {
  id: 'cloud-sql-proxy-v1',
  title: 'Cloud SQL Auth Proxy v1',
  role: 'ambassador',
  recognise: { images: ['cloudsql-docker/gce-proxy', 'gce-proxy'] },
  startupProbe: (container) => {
    const port = Number(settingValue(container, { flag: 'health_check_port' })) || 8090;
    return advise(
      container,
      { httpGet: { path: '/startup', port }, periodSeconds: 1, failureThreshold: 60, timeoutSeconds: 10 },
      {
        needs: [{ flag: 'use_http_health_check', isSwitch: true, value: 'true' }],
        byHand: isTooOld(container.image)
          ? ['Take version 1.25 or later; earlier ones end at a flag unknown to them']
          : [],
      },
    );
  },
  move: { when: 'always' },
  caveats: [
    'Version 1 is at its end; version 2 (cloud-sql-connectors/cloud-sql-proxy) has other flags',
    '`-term_timeout` waits for open connections within the grace period that the whole pod shares',
  ],
  workarounds: {
    serves: (container) =>
      [...(settingValue(container, { flag: 'instances' }) ?? '').matchAll(/=tcp:(?:[^:,]*:)?(\d+)/g)].map(([, port]) =>
        Number(port),
      ),
    processes: ['cloud_sql_proxy'],
  },
  sources: [
    'GoogleCloudPlatform/cloud-sql-proxy cmd/cloud_sql_proxy/cloud_sql_proxy.go, v1.38.3',
    'GoogleCloudPlatform/cloud-sql-proxy cmd/cloud_sql_proxy/internal/healthcheck/healthcheck.go, v1.38.3',
  ],
};

/** Health checks came with 1.25 (GoogleCloudPlatform/cloud-sql-proxy#859). */
function isTooOld(image: string | undefined): boolean {
  const minor = /^v?1\.(\d+)/.exec(image === undefined ? '' : readImageName(image).tag)?.[1];
  return minor !== undefined && Number(minor) < 25;
}
