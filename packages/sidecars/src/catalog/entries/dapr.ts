import { advise, patiently } from '../advice/advise.ts';
import { settingValue } from '../advice/read-setting.ts';
import type { CatalogEntry, KnownContainer } from '../catalog-entry.ts';

export const dapr: CatalogEntry = {
  id: 'daprd',
  title: 'Dapr sidecar',
  role: 'proxy',
  recognise: { images: ['daprd'], byName: ['daprd'] },
  startupProbe: (container) =>
    advise(container, patiently({ httpGet: { path: '/v1.0/healthz/outbound', port: publicPort(container) } })),
  move: { when: 'always' },
  caveats: [
    '`/v1.0/healthz` answers only when the app’s port is open, so as a startup probe it is a deadlock (dapr/docs#2476); `/v1.0/healthz/outbound` is not',
    'The injector does this itself with annotation dapr.io/enable-native-sidecar since Dapr 1.18, without a startup probe',
  ],
  injector: 'dapr',
  workarounds: {
    ports: [3500, 3501],
    quits: [{ path: '/v1.0/shutdown' }],
    processes: ['daprd'],
  },
  sources: ['dapr/docs#2476', 'memory'],
};

function publicPort(container: KnownContainer): number {
  return Number(settingValue(container, { flag: 'dapr-public-port' })) || 3501;
}
