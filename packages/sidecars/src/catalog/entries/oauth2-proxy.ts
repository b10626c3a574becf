import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const oauth2Proxy: CatalogEntry = {
  id: 'oauth2-proxy',
  title: 'oauth2-proxy',
  role: 'proxy',
  recognise: { images: ['oauth2-proxy/oauth2-proxy'], alsoAnApp: true },
  startupProbe: (container) => advise(container, patiently({ httpGet: { path: '/ping', port: 4180 } })),
  move: { when: 'ask', because: 'it takes the app’s inbound traffic, and as a sidecar it would outlive the app' },
  caveats: ['Requests that come between the end of the app and its own are answered with 502'],
  sources: ['reference sidecars.md E.1 row 29'],
};
