import { advise, patiently } from '../advice/advise.ts';
import { settingValue } from '../advice/read-setting.ts';
import type { CatalogEntry, KnownContainer } from '../catalog-entry.ts';

export const adotCollector: CatalogEntry = {
  id: 'adot-collector',
  title: 'AWS Distro for OpenTelemetry',
  role: 'adapter',
  recognise: { images: ['aws-otel-collector'], alsoAnApp: true },
  // The image has a program that asks at localhost, where the extension listens unless it is told otherwise.
  startupProbe: (container) =>
    advise(container, patiently({ exec: { command: ['/healthcheck'] } }), {
      byHand: hasOwnConfiguration(container) ? ['Enable the health_check extension in its configuration'] : [],
    }),
  move: { when: 'always' },
  caveats: [
    'Declare it before containers that export while they start',
    'The configurations in its image enable the health_check extension, at localhost:13133',
  ],
  workarounds: { ports: [4317, 4318, 13_133], processes: ['awscollector'] },
  sources: [
    'aws-observability/aws-otel-collector cmd/healthcheck/main.go, v0.49.0',
    'aws-observability/aws-otel-collector cmd/awscollector/Dockerfile, v0.49.0',
  ],
};

function hasOwnConfiguration(container: KnownContainer): boolean {
  const file = settingValue(container, { flag: 'config' });
  if (container.env?.some(({ name }) => name === 'AOT_CONFIG_CONTENT')) return true;
  return file === undefined ? container.command !== undefined : !/^\/etc\/(?:ecs|eks|otel-config)/.test(file);
}
