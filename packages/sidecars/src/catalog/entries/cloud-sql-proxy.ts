import { advise, reachable } from '../advice/advise.ts';
import { settingValue } from '../advice/read-setting.ts';
import type { CatalogEntry, KnownContainer } from '../catalog-entry.ts';

export const cloudSqlProxy: CatalogEntry = {
  id: 'cloud-sql-proxy',
  title: 'Cloud SQL Auth Proxy v2',
  role: 'ambassador',
  recognise: { images: ['cloud-sql-connectors/cloud-sql-proxy', 'cloud-sql-proxy'] },
  startupProbe: (container) => {
    const port = httpPort(container);
    const portIsWritten = settingValue(container, httpPortSetting) !== undefined;
    return advise(
      container,
      {
        httpGet: { path: '/startup', port },
        periodSeconds: 1,
        failureThreshold: 60,
        successThreshold: 1,
        timeoutSeconds: 10,
      },
      {
        needs: [
          { flag: 'health-check', env: 'CSQL_PROXY_HEALTH_CHECK', isSwitch: true, value: 'true' },
          // The proxy listens at localhost unless it is told to; the kubelet asks at the pod's IP.
          { flag: 'http-address', env: 'CSQL_PROXY_HTTP_ADDRESS', value: '0.0.0.0', accepts: reachable },
          ...(portIsWritten || port !== defaultPort ? [{ ...httpPortSetting, value: String(port) }] : []),
        ],
      },
    );
  },
  move: { when: 'always' },
  caveats: [
    '`--max-sigterm-delay` waits for open connections within the grace period that the whole pod shares',
    '`--exit-zero-on-sigterm` is not needed any more: exit codes of native sidecars do not count',
  ],
  workarounds: {
    serves: (container) => [
      httpPort(container),
      ...(settingValue(container, httpPortSetting) === undefined ? [defaultPort] : []),
      ...databasePorts(container),
    ],
    quits: [{ path: '/quitquitquit', port: 9091 }],
    processes: ['cloud-sql-proxy', 'cloud_sql_proxy'],
    flags: ['quitquitquit', 'admin-port'],
    env: ['CSQL_PROXY_QUITQUITQUIT', 'CSQL_PROXY_ADMIN_PORT'],
  },
  sources: [
    'GoogleCloudPlatform/cloud-sql-proxy cmd/root.go, v2.25.3',
    'GoogleCloudPlatform/cloud-sql-proxy examples/k8s-health-check/README.md, v2',
  ],
};

const httpPortSetting = { flag: 'http-port', env: 'CSQL_PROXY_HTTP_PORT' } as const;
const defaultPort = 9090;
/** 9090 is Prometheus' own port, which is taken in many pods; 9739 is the one that the article "Moving to Native Sidecars" uses. */
const chosenPort = 9739;

/** Of MySQL, PostgreSQL and SQL Server; without `--port`, the proxy takes the one of the engine that it finds. */
const enginePorts = [3306, 5432, 1433];

function databasePorts(container: KnownContainer): readonly number[] {
  const own = [...(container.command ?? []), ...(container.args ?? [])].flatMap((word) =>
    [...word.matchAll(/^[^-][^?]*\?(?:.*&)?port=(\d+)/g)].map(([, port]) => Number(port)),
  );
  if (own.length > 0) return own;
  if (settingValue(container, { flag: 'unix-socket', env: 'CSQL_PROXY_UNIX_SOCKET' }) !== undefined) return [];
  const port = Number(settingValue(container, { flag: 'port', env: 'CSQL_PROXY_PORT' }));
  return port > 0 ? [port] : enginePorts;
}

function httpPort(container: KnownContainer): number {
  const written = Number(settingValue(container, httpPortSetting));
  if (written > 0) return written;
  return isDefaultPortInUse(container) ? defaultPort : chosenPort;
}

/** Somebody asks for the port that the proxy takes unless it is told otherwise: it must not move. */
function isDefaultPortInUse(container: KnownContainer): boolean {
  const probed = [container.livenessProbe, container.readinessProbe].some(
    (probe) => probe?.httpGet?.port === defaultPort,
  );
  const declared = container.ports?.some(({ containerPort }) => containerPort === defaultPort) ?? false;
  const scraped = settingValue(container, { flag: 'prometheus', env: 'CSQL_PROXY_PROMETHEUS', isSwitch: true });
  return probed || declared || scraped === 'true';
}
