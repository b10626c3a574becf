import { advise, patiently } from '../advice/advise.ts';
import { listenAddress } from '../advice/listen-address.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const xrayDaemon: CatalogEntry = {
  id: 'xray-daemon',
  title: 'AWS X-Ray daemon',
  role: 'adapter',
  recognise: { images: ['xray/aws-xray-daemon', 'amazon/aws-xray-daemon', 'aws-xray-daemon'] },
  startupProbe: (container) => {
    // The image's own entrypoint binds to every address; the program by itself to localhost.
    const usual = { port: 2000, isOpen: container.command === undefined, host: '0.0.0.0' };
    const { port, needs } = listenAddress(container, { flag: 'bind-tcp' }, usual);
    return advise(container, patiently({ tcpSocket: { port } }), { needs });
  },
  move: { when: 'always' },
  caveats: [
    'Segments of the last second are sent only because it ends after the app',
    'Segments come over UDP, which cannot be probed: TCP at the same port is its proxy for sampling rules',
  ],
  workarounds: { ports: [2000], processes: ['xray'] },
  sources: ['aws/aws-xray-daemon Dockerfile, v3.6.6', 'aws/aws-xray-daemon cmd/tracing/daemon.go, v3.6.6'],
};
