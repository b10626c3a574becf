import { advise, patiently } from '../advice/advise.ts';
import { settingValue } from '../advice/read-setting.ts';
import type { CatalogEntry, KnownContainer } from '../catalog-entry.ts';
import { readImageName } from '../read-image-name.ts';

export const k8sSidecar: CatalogEntry = {
  id: 'k8s-sidecar',
  title: 'k8s-sidecar',
  role: 'files',
  recognise: {
    images: ['kiwigrid/k8s-sidecar', 'k8s-sidecar'],
    // As Grafana's chart names them for a release of that name.
    byName: [
      'grafana-sc-alerts',
      'grafana-sc-dashboard',
      'grafana-sc-datasources',
      'grafana-sc-notifiers',
      'grafana-sc-plugins',
    ],
  },
  startupProbe: (container) => {
    const port = Number(settingValue(container, { env: 'HEALTH_PORT' })) || 8080;
    return advise(container, patiently({ httpGet: { path: '/healthz', port } }), {
      byHand: answers(container) ? [] : ['Images before 1.31.0 have no /healthz: take a newer one'],
    });
  },
  move: { when: 'always' },
  caveats: [
    'REQ_URL to the app needs the app, which waits for the first full sync',
    'HEALTH_PORT moves its port where the app, or another one of it, has 8080',
    'With METHOD=LIST it ends by itself: then it is an ordinary init container',
  ],
  sources: [
    'kiwigrid/k8s-sidecar src/healthz.py, 1.31.0',
    'kiwigrid/k8s-sidecar README.md, 2.10.1',
    'kiwigrid/k8s-sidecar#417',
    'grafana/helm-charts charts/grafana/templates/_pod.tpl, 0089e2e',
  ],
};

/** Whether the image is known to have the health endpoint. */
function answers({ image = '' }: KnownContainer): boolean {
  const [, major = '0', minor = '0'] = /^v?(\d+)\.(\d+)/.exec(readImageName(image).tag) ?? [];
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 31);
}
