import { advise } from '../advice/advise.ts';
import { settingValue } from '../advice/read-setting.ts';
import type { CatalogEntry, KnownContainer } from '../catalog-entry.ts';

export const linkerd: CatalogEntry = {
  id: 'linkerd-proxy',
  title: 'Linkerd proxy',
  role: 'proxy',
  recognise: { images: ['linkerd/proxy'], byName: ['linkerd-proxy'] },
  startupProbe: (container) =>
    advise(container, {
      httpGet: { path: '/ready', port: adminPort(container) },
      periodSeconds: 1,
      failureThreshold: 120,
    }),
  move: { when: 'always' },
  after: ['linkerd-init', 'linkerd-network-validator'],
  caveats: [
    'The injector does all of this itself: annotation config.linkerd.io/proxy-enable-native-sidecar, the default since May 2026',
  ],
  injector: 'linkerd',
  workarounds: {
    ports: [4190, 4191],
    quits: [{ path: '/shutdown', port: 4191 }],
    processes: ['linkerd2-proxy', 'linkerd2-proxy-identity'],
    annotations: [
      { key: 'config.linkerd.io/proxy-await', kind: 'hold-application' },
      { key: 'config.alpha.linkerd.io/proxy-wait-before-exit-seconds', kind: 'delay-at-stop' },
    ],
  },
  sources: [
    'linkerd/linkerd2 charts/partials/templates/_proxy.tpl, b24cd4059841',
    'linkerd/linkerd2#15267',
    'linkerd/linkerd2#11465',
  ],
};

function adminPort(container: KnownContainer): number {
  const address = settingValue(container, { env: 'LINKERD2_PROXY_ADMIN_LISTEN_ADDR' });
  return Number(/:(\d+)$/.exec(address ?? '')?.[1] ?? 4191);
}
