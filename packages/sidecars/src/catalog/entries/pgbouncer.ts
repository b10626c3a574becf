import { advise, patiently } from '../advice/advise.ts';
import { settingValue } from '../advice/read-setting.ts';
import type { CatalogEntry, KnownContainer } from '../catalog-entry.ts';
import { readImageName } from '../read-image-name.ts';

export const pgbouncer: CatalogEntry = {
  id: 'pgbouncer',
  title: 'PgBouncer',
  role: 'ambassador',
  recognise: { images: ['pgbouncer', 'bitnami/pgbouncer'], alsoAnApp: true },
  startupProbe: (container) => {
    const port = portOf(container);
    return advise(container, patiently({ tcpSocket: { port: port ?? 5432 } }), {
      byHand: port === undefined ? ['Say at which port it listens: 5432 or 6432'] : [],
    });
  },
  move: { when: 'always' },
  caveats: [
    'Its port differs by image: edoburu/pgbouncer has 5432 (LISTEN_PORT), bitnami/pgbouncer 6432 (PGBOUNCER_PORT)',
  ],
  workarounds: {
    ports: [6432],
    serves: (container) => [portOf(container) ?? 6432],
    processes: ['pgbouncer'],
  },
  sources: ['edoburu/docker-pgbouncer entrypoint.sh, 91a581b'],
};

/** What the environment or the declared port says; else what the image is known for. */
function portOf(container: KnownContainer): number | undefined {
  const named = ['LISTEN_PORT', 'PGBOUNCER_PORT'].map((env) => Number(settingValue(container, { env })));
  const written = named.find((port) => port > 0) ?? container.ports?.[0]?.containerPort;
  if (written !== undefined) return written;
  const { repository } = readImageName(container.image ?? '');
  if (repository.endsWith('edoburu/pgbouncer')) return 5432;
  return repository.endsWith('bitnami/pgbouncer') ? 6432 : undefined;
}
