import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const fluentd: CatalogEntry = {
  id: 'fluentd',
  title: 'Fluentd',
  role: 'logs',
  recognise: { images: ['fluentd*'], alsoAnApp: true },
  startupProbe: (container) =>
    advise(container, patiently({ tcpSocket: { port: 24_224 } }), {
      byHand: [
        'It needs a forward source at port 24224, as in the image’s own configuration; else ask the monitor_agent at 24220',
      ],
    }),
  move: { when: 'always' },
  caveats: ['The last lines of a shared log are read only because it outlives the app'],
  workarounds: { processes: ['fluentd'], ports: [24_224] },
  sources: ['fluent/fluentd-docker-image v1.19/debian/fluent.conf, 426b4a1'],
};
