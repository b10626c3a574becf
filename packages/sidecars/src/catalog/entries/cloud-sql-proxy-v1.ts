import { advise } from '../advice/advise.ts';
import { settingValue } from '../advice/read-setting.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

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
      { needs: [{ flag: 'use_http_health_check', isSwitch: true, value: 'true' }] },
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
  sources: ['memory'],
};
