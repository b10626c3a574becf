import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const envoy: CatalogEntry = {
  id: 'envoy',
  title: 'Envoy',
  role: 'proxy',
  recognise: { images: ['envoyproxy/envoy*'], alsoAnApp: true },
  startupProbe: (container) =>
    advise(container, patiently({ httpGet: { path: '/ready', port: 9901 } }), {
      byHand: ['Let the admin listener be at 0.0.0.0:9901 in the bootstrap, or ask it from within the container'],
    }),
  move: { when: 'ask', because: 'one that takes the app’s inbound traffic would outlive the app' },
  caveats: ['A preStop hook that drains fires at the start of the termination, before the app has stopped'],
  workarounds: { ports: [9901], quits: [{ path: '/quitquitquit', port: 9901 }], processes: ['envoy'] },
  sources: ['envoyproxy/envoy docs/root/operations/admin.rst, c8ffcdb'],
};
