import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const consulDataplane: CatalogEntry = {
  id: 'consul-dataplane',
  title: 'Consul dataplane',
  role: 'proxy',
  recognise: { images: ['hashicorp/consul-dataplane'], byName: ['consul-dataplane'] },
  startupProbe: (container) =>
    advise(container, patiently({ exec: { command: ['consul-dataplane', '-check-proxy-health'] } })),
  move: { when: 'always' },
  after: ['consul-connect-inject-init'],
  caveats: ['Review its -shutdown flags: the order of the stop does what they do'],
  injector: 'consul',
  sources: ['reference sidecars.md E.1 row 10', 'hashicorp/consul-k8s#3919'],
};
