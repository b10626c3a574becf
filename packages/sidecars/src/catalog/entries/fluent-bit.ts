import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const fluentBit: CatalogEntry = {
  id: 'fluent-bit',
  title: 'Fluent Bit',
  role: 'logs',
  recognise: { images: ['fluent-bit', 'aws-for-fluent-bit'], alsoAnApp: true },
  startupProbe: (container) =>
    advise(container, patiently({ httpGet: { path: '/api/v1/health', port: 2020 } }), {
      byHand: [
        'Set `HTTP_Server On` and `Health_Check On` in the [SERVICE] section, and no `HTTP_Listen` of localhost',
      ],
    }),
  move: { when: 'always' },
  caveats: [
    'The last lines of a shared log are read only because it outlives the app: leave it the grace that a flush needs',
    '/api/v1/health is there with `Health_Check On` only; /api/v1/uptime with `HTTP_Server On` alone',
  ],
  workarounds: { ports: [2020], processes: ['fluent-bit'] },
  sources: [
    'fluent/fluent-bit src/http_server/api/v1/register.c, v5.1.1',
    'fluent/fluent-bit include/fluent-bit/flb_config.h, v5.1.1',
  ],
};
