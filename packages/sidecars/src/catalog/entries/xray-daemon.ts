import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const xrayDaemon: CatalogEntry = {
  id: 'xray-daemon',
  title: 'AWS X-Ray daemon',
  role: 'adapter',
  recognise: { images: ['xray/aws-xray-daemon', 'amazon/aws-xray-daemon', 'aws-xray-daemon'] },
  startupProbe: (container) =>
    advise(container, patiently({ tcpSocket: { port: 2000 } }), {
      byHand: ['Bind it to 0.0.0.0:2000 (--bind-tcp); segments over UDP cannot be probed'],
    }),
  move: { when: 'always' },
  caveats: ['Segments of the last second are sent only because it ends after the app'],
  sources: ['reference sidecars.md E.1 row 15'],
};
