import { advise, patiently } from '../advice/advise.ts';
import { settingValue } from '../advice/read-setting.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const consulDataplane: CatalogEntry = {
  id: 'consul-dataplane',
  title: 'Consul dataplane',
  role: 'proxy',
  recognise: {
    images: ['hashicorp/consul-dataplane', 'hashicorp/consul-dataplane-fips'],
    byName: ['consul-dataplane'],
  },
  startupProbe: (container) => {
    // The check asks Envoy's admin port at localhost, so it has to know the port that the proxy was given.
    const setting = { flag: 'envoy-admin-bind-port', env: 'DP_ENVOY_ADMIN_BIND_PORT' };
    const port = settingValue(container, setting);
    const same = port === undefined ? [] : [`-envoy-admin-bind-port=${port}`];
    const command = ['/usr/local/bin/consul-dataplane', '-check-proxy-health', ...same];
    return advise(container, patiently({ exec: { command } }));
  },
  move: { when: 'always' },
  after: ['consul-connect-inject-init'],
  caveats: [
    'Older images have no -check-proxy-health, which came with consul-k8s#3919: ask those at their -envoy-ready-bind-port',
    'Review its -shutdown flags: the order of the stop does what they do',
  ],
  injector: 'consul',
  sources: [
    'hashicorp/consul-k8s control-plane/connect-inject/webhook/consul_dataplane_sidecar.go, 2026-08',
    'hashicorp/consul-dataplane cmd/consul-dataplane/main.go, 2.1.0',
    'hashicorp/consul-k8s#3919',
  ],
};
