import { advise, patiently } from '../advice/advise.ts';
import { settingValue } from '../advice/read-setting.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const dapr: CatalogEntry = {
  id: 'daprd',
  title: 'Dapr sidecar',
  role: 'proxy',
  recognise: { images: ['daprd'], byName: ['daprd'] },
  startupProbe: (container) => {
    const port = Number(settingValue(container, publicPort)) || 3501;
    return advise(container, patiently({ httpGet: { path: '/v1.0/healthz/outbound', port } }), {
      // Without the flag there is no public server; the API itself is at localhost where the injector has written the flags.
      needs: [{ ...publicPort, value: '3501', accepts: (value) => Number(value) > 0 }],
    });
  },
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
  sources: [
    'dapr/docs#2476',
    'dapr/dapr pkg/injector/patcher/sidecar_container.go, v1.18',
    'dapr/dapr pkg/api/http/healthz.go, v1.18',
    'dapr/dapr cmd/daprd/options/options.go, v1.18',
  ],
};

const publicPort = { flag: 'dapr-public-port' } as const;
