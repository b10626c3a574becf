import { Counter, Gauge, type Registry } from 'prom-client';
import type { Ejecting, EjectionNews } from '../eject/keep-ejecting.ts';

/** Counters and gauges of endpoints that are left out for their failures, as Envoy's `outlier_detection.*`; returns who counts them. */
export function registerEjectionMetrics(
  registry: Registry,
  pool: string,
  { ejected, panics }: Pick<Ejecting, 'ejected' | 'panics'>,
): (news: EjectionNews) => void {
  const registers = [registry];
  const ejections = new Counter({
    name: 'outrigger_inference_ejections_total',
    help: 'Endpoints that were ejected for their failures.',
    labelNames: ['name', 'cause'],
    registers,
  });
  for (const cause of ['consecutive-5xx', 'consecutive-gateway-failure', 'failed-trial'])
    ejections.inc({ name: pool, cause }, 0);
  new Gauge({
    name: 'outrigger_inference_endpoint_ejected',
    help: 'Endpoints that get no requests for their failures (1), or one by one on trial (0.5).',
    labelNames: ['name', 'model_server_endpoint'],
    registers,
    collect() {
      this.reset();
      for (const { address, is } of ejected())
        this.set({ name: pool, model_server_endpoint: address }, is === 'ejected' ? 1 : 0.5);
    },
  });
  new Gauge({
    name: 'outrigger_inference_ejections_active',
    help: 'Endpoints that are ejected now.',
    labelNames: ['name'],
    registers,
    collect() {
      this.set({ name: pool }, ejected().filter(({ is }) => is === 'ejected').length);
    },
  });
  let told = 0;
  new Counter({
    name: 'outrigger_inference_ejection_panics_total',
    help: 'Choices among all endpoints, for too few were left without those that are ejected.',
    labelNames: ['name'],
    registers,
    collect() {
      this.inc({ name: pool }, panics() - told);
      told = panics();
    },
  });
  return (news) => {
    if (news.is === 'ejected') ejections.inc({ name: pool, cause: news.endpoint.cause });
  };
}
