import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const kumaDp: CatalogEntry = {
  id: 'kuma-dp',
  title: 'Kuma data plane proxy',
  role: 'proxy',
  recognise: { images: ['kuma-dp'], byName: ['kuma-sidecar'] },
  startupProbe: (container) => advise(container, patiently({ httpGet: { path: '/ready', port: 9902 } })),
  move: { when: 'always' },
  after: ['kuma-init'],
  caveats: ['Its preStop hook fires when the pod is deleted, before the app has ended'],
  injector: 'kuma',
  workarounds: { processes: ['kuma-dp'] },
  sources: ['reference sidecars.md E.1 row 11', 'kumahq/kuma UPGRADE.md'],
};
