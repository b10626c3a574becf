import type { CatalogEntry } from '../catalog-entry.ts';

export const kubeMgmt: CatalogEntry = {
  id: 'kube-mgmt',
  title: 'kube-mgmt, which fills OPA',
  role: 'adapter',
  recognise: { images: ['openpolicyagent/kube-mgmt', 'kube-mgmt', 'opa-kube-mgmt'] },
  move: { when: 'ask', because: 'it loads policies into OPA, which in most pods is the app' },
  caveats: ['Beside an OPA that is a native sidecar itself, it comes right behind it'],
  sources: ['open-policy-agent/kube-mgmt charts/opa-kube-mgmt/README.md, 1720480'],
};
