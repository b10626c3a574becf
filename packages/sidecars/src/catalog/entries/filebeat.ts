import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const filebeat: CatalogEntry = {
  id: 'filebeat',
  title: 'Filebeat',
  role: 'logs',
  recognise: { images: ['beats/filebeat', 'beats/filebeat-oss', 'filebeat'], alsoAnApp: true },
  startupProbe: (container) => advise(container, patiently({ exec: { command: ['filebeat', 'test', 'output'] } })),
  move: { when: 'always' },
  caveats: [
    'The last lines of a shared log are read only because it outlives the app',
    '`filebeat test output` asks the output: where Elasticsearch is down, the app does not start',
    'It reads /usr/share/filebeat/filebeat.yml: a configuration elsewhere (-c) has to be named to the probe as well',
  ],
  workarounds: { processes: ['filebeat'] },
  sources: ['elastic/helm-charts filebeat/values.yaml, 8.5.1'],
};
