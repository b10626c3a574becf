import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const filebeat: CatalogEntry = {
  id: 'filebeat',
  title: 'Filebeat',
  role: 'logs',
  recognise: { images: ['beats/filebeat', 'filebeat'], alsoAnApp: true },
  startupProbe: (container) => advise(container, patiently({ exec: { command: ['filebeat', 'test', 'output'] } })),
  move: { when: 'always' },
  caveats: ['The last lines of a shared log are read only because it outlives the app'],
  workarounds: { processes: ['filebeat'] },
  sources: ['reference sidecars.md E.1 row 20'],
};
