import { advise, patiently } from '../advice/advise.ts';
import { ownProbePort } from '../advice/own-probe-port.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const kumaDp: CatalogEntry = {
  id: 'kuma-dp',
  title: 'Kuma data plane proxy',
  role: 'proxy',
  recognise: { images: ['kuma-dp'], byName: ['kuma-sidecar'] },
  // 9902 is its own readiness port; with an admin port over TCP the injector asks that one.
  startupProbe: (container) =>
    advise(container, patiently({ httpGet: { path: '/ready', port: ownProbePort(container) ?? 9902 } })),
  move: { when: 'always' },
  after: ['kuma-init', 'kuma-validation'],
  caveats: ['Its preStop hook (killall -USR2 kuma-dp) fires when the pod is deleted, before the app has ended'],
  injector: 'kuma',
  workarounds: {
    processes: ['kuma-dp'],
    annotations: [{ key: 'kuma.io/wait-for-dataplane-ready', kind: 'hold-application' }],
  },
  sources: [
    'kumahq/kuma pkg/plugins/runtime/k8s/containers/factory.go, 2.14.0',
    'kumahq/kuma pkg/plugins/runtime/k8s/webhooks/injector/injector.go, 2.14.0',
    'kumahq/kuma UPGRADE.md, native sidecars are the only injection mode',
  ],
};
