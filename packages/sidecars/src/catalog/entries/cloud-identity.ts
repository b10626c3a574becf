import type { CatalogEntry } from '../catalog-entry.ts';

export const cloudIdentity: CatalogEntry = {
  id: 'cloud-identity',
  title: 'Helper for cloud credentials',
  role: 'secrets',
  recognise: {
    images: [
      'kube2iam',
      'kiam',
      'aad-pod-identity/nmi',
      'aws-secrets-manager-secret-sidecar',
      'secrets-store-csi-driver/*',
    ],
  },
  move: { when: 'ask', because: 'each has a way of its own to say that it is ready' },
  caveats: [],
  sources: ['jtblin/kube2iam README.md, 75ba9b4'],
};
