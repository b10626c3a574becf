import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const netbird: CatalogEntry = {
  id: 'netbird',
  title: 'NetBird',
  role: 'proxy',
  recognise: { images: ['netbirdio/netbird'], alsoAnApp: true },
  startupProbe: (container) =>
    advise(container, patiently({ exec: { command: ['netbird', 'status', '--check', 'startup'] } })),
  move: { when: 'always' },
  after: ['resolv-conf'],
  caveats: ['Its operator puts it first among the init containers by itself, where the SidecarProfile says Sidecar'],
  sources: [
    'netbirdio/kubernetes-operator internal/webhook/v1/pod_webhook.go, v0.8.0',
    'netbirdio/kubernetes-operator internal/controller/networkrouter_controller.go, v0.8.0',
    'netbirdio/kubernetes-operator#276',
  ],
};
