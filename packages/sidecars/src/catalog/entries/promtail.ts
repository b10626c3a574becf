import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const promtail: CatalogEntry = {
  id: 'promtail',
  title: 'Promtail',
  role: 'logs',
  recognise: { images: ['grafana/promtail'], alsoAnApp: true },
  startupProbe: (container) => advise(container, patiently({ tcpSocket: { port: 9080 } })),
  move: { when: 'always' },
  caveats: [
    'Its /ready fails until there is a target: as a startup probe it may hang',
    'Promtail has come to its end: Grafana Alloy follows it',
  ],
  workarounds: { processes: ['promtail'] },
  sources: ['reference sidecars.md E.1 row 21'],
};
