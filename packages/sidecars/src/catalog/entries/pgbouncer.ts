import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const pgbouncer: CatalogEntry = {
  id: 'pgbouncer',
  title: 'PgBouncer',
  role: 'ambassador',
  recognise: { images: ['pgbouncer', 'bitnami/pgbouncer'], alsoAnApp: true },
  startupProbe: (container) =>
    advise(container, patiently({ tcpSocket: { port: 5432 } }), {
      byHand: ['Say at which port it listens: 5432 or 6432'],
    }),
  move: { when: 'always' },
  caveats: [],
  workarounds: { ports: [6432], processes: ['pgbouncer'] },
  sources: ['reference sidecars.md E.1 row 30'],
};
