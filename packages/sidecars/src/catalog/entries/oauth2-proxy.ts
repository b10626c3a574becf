import { advise, patiently } from '../advice/advise.ts';
import { listenAddress } from '../advice/listen-address.ts';
import { settingValue } from '../advice/read-setting.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const oauth2Proxy: CatalogEntry = {
  id: 'oauth2-proxy',
  title: 'oauth2-proxy',
  role: 'proxy',
  recognise: { images: ['oauth2-proxy/oauth2-proxy', 'oauth2-proxy'], alsoAnApp: true },
  startupProbe: (container) => {
    const setting = { flag: 'http-address', env: 'OAUTH2_PROXY_HTTP_ADDRESS' };
    const { port, needs } = listenAddress(container, setting, { port: 4180, isOpen: false, host: '0.0.0.0' });
    const path = settingValue(container, { flag: 'ping-path', env: 'OAUTH2_PROXY_PING_PATH' }) ?? '/ping';
    return advise(container, patiently({ httpGet: { path, port } }), { needs });
  },
  move: { when: 'ask', because: 'it takes the app’s inbound traffic, and as a sidecar it would outlive the app' },
  caveats: [
    'Requests that come between the end of the app and its own are answered with 502',
    'It listens at 127.0.0.1:4180 unless it is told otherwise, where neither a Service nor the kubelet gets',
  ],
  sources: [
    'oauth2-proxy/oauth2-proxy pkg/apis/options/legacy_options.go, v7.15.3',
    'oauth2-proxy/oauth2-proxy docs/docs/configuration/overview.md, v7.15.3',
  ],
};
