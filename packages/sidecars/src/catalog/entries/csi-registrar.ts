import type { CatalogEntry } from '../catalog-entry.ts';

export const csiRegistrar: CatalogEntry = {
  id: 'csi-registrar',
  title: 'CSI helper',
  role: 'adapter',
  recognise: {
    images: ['sig-storage/csi-node-driver-registrar', 'sig-storage/livenessprobe', 'csi-node-driver-registrar'],
  },
  move: { when: 'never', because: 'it needs the socket of the driver, which is the app' },
  caveats: [
    'Harmless as a sidecar without a startup probe, but of no use',
    'Its /healthz (--http-endpoint) asks whether the driver is registered: as a startup probe it is a deadlock',
  ],
  sources: ['kubernetes-csi/node-driver-registrar README.md, 13b0e5e'],
};
