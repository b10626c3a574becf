import type { CatalogEntry } from '../catalog-entry.ts';

export const csiRegistrar: CatalogEntry = {
  id: 'csi-registrar',
  title: 'CSI helper',
  role: 'adapter',
  recognise: {
    images: ['sig-storage/csi-node-driver-registrar', 'sig-storage/livenessprobe', 'csi-node-driver-registrar'],
  },
  move: { when: 'never', because: 'it needs the socket of the driver, which is the app' },
  caveats: ['Harmless as a sidecar without a startup probe, but of no use'],
  sources: ['reference sidecars.md E.1, never move automatically'],
};
