import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const fluentBit: CatalogEntry = {
  id: 'fluent-bit',
  title: 'Fluent Bit',
  role: 'logs',
  recognise: { images: ['fluent-bit', 'aws-for-fluent-bit'], alsoAnApp: true },
  startupProbe: (container) =>
    advise(container, patiently({ httpGet: { path: '/api/v1/health', port: 2020 } }), {
      byHand: ['Set `HTTP_Server On`, `HTTP_Listen 0.0.0.0` and `Health_Check On` in the [SERVICE] section'],
    }),
  move: { when: 'always' },
  caveats: [
    'The last lines of a shared log are read only because it outlives the app: leave it the grace that a flush needs',
  ],
  workarounds: { ports: [2020], processes: ['fluent-bit'] },
  sources: ['memory'],
};
