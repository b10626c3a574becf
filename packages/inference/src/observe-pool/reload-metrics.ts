import { Counter, Gauge, type Registry } from 'prom-client';

/** Hears of a file that was changed: whether it could be taken. */
export type ReloadMetrics = (what: 'config' | 'policy', isTaken: boolean) => void;

/** Counts files that were read again; the gauge is what an alert looks at, as Prometheus' `prometheus_config_last_reload_successful`. */
export function registerReloadMetrics(registry: Registry): ReloadMetrics {
  const registers = [registry];
  const reloads = new Counter({
    name: 'outrigger_inference_reloads_total',
    help: 'Changes of files, by whether they could be taken.',
    labelNames: ['file', 'outcome'],
    registers,
  });
  const last = new Gauge({
    name: 'outrigger_inference_last_reload_successful',
    help: 'Whether the last change of a file could be taken: 0 means that an older one is in force.',
    labelNames: ['file'],
    registers,
  });
  return (file, isTaken) => {
    reloads.inc({ file, outcome: isTaken ? 'applied' : 'refused' });
    last.set({ file }, isTaken ? 1 : 0);
  };
}
