import { advise, patiently } from '../advice/advise.ts';
import { ownProbePort } from '../advice/own-probe-port.ts';
import { settingValue } from '../advice/read-setting.ts';
import type { CatalogEntry, KnownContainer } from '../catalog-entry.ts';

export const promtail: CatalogEntry = {
  id: 'promtail',
  title: 'Promtail',
  role: 'logs',
  recognise: { images: ['grafana/promtail'], alsoAnApp: true },
  startupProbe: (container) => advise(container, patiently({ tcpSocket: { port: portOf(container) } })),
  move: { when: 'always' },
  caveats: [
    'Its /ready fails until there is a target: as a startup probe it may hang',
    'Its port is set in its configuration; the chart sets 3101 and calls it http-metrics',
    'Promtail has come to its end: Grafana Alloy follows it',
  ],
  workarounds: { processes: ['promtail'] },
  sources: [
    'grafana/helm-charts charts/promtail/values.yaml, 6.17.1',
    'grafana/helm-charts charts/promtail/templates/_pod.tpl, 6.17.1',
  ],
};

function portOf(container: KnownContainer): number {
  const flag = Number(settingValue(container, { flag: 'server.http-listen-port' }));
  const named = container.ports?.find(({ name }) => name === 'http-metrics')?.containerPort;
  return flag || (ownProbePort(container) ?? named ?? 9080);
}
