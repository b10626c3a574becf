import { Histogram, Registry } from 'prom-client';
import type { Waiter } from '../admit/flow/waiting-room.ts';
import type { BodyRoom } from '../answer/body-room.ts';
import type { Ejecting, EjectionNews } from '../eject/keep-ejecting.ts';
import { TOKEN_BYTES } from '../prefix/hash-prefix.ts';
import { registerBodyMetrics } from './body-metrics.ts';
import { boundedLabel } from './bounded-label.ts';
import { registerEjectionMetrics } from './ejection-metrics.ts';
import { createFlowMetrics, type FlowMetrics } from './flow-metrics.ts';
import { type PoolView, registerPoolGauges } from './pool-gauges.ts';
import { type ReloadMetrics, registerReloadMetrics } from './reload-metrics.ts';
import { createRequestMetrics } from './request-metrics.ts';
import { type Picks, watchPicks } from './watch-picks.ts';

/** What a picker tells Prometheus, and by it a HorizontalPodAutoscaler. */
export interface PoolMetrics {
  /** The same picks, counted. */
  readonly watch: (pick: Picks) => Picks;
  /** To be told of what admission decides. */
  readonly told: FlowMetrics['told'];
  /** To be told of endpoints that are ejected. */
  readonly ejected: (news: EjectionNews) => void;
  /** To be told of a file that is in force since now, or that cannot be. */
  readonly changed: ReloadMetrics;
  /** In the text format. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

/** What the metrics of a pool are made from. */
export interface PoolMetricsOptions extends PoolView {
  readonly waiting: () => Iterable<Waiter>;
  /** Who is left out for failures; not told of where it is left out. */
  readonly ejecting?: Pick<Ejecting, 'ejected' | 'panics'>;
  /** What bodies take; not told of where it is left out. */
  readonly room?: BodyRoom;
  readonly now: () => number;
  /** Values of a label that clients choose; the rest is `other`. */
  readonly mostLabels?: number;
}

/** Under upstream's names, and under those of the article's time. With an own registry: two pickers in a process do not meet. */
export function createPoolMetrics(options: PoolMetricsOptions): PoolMetrics {
  const { pool, waiting, now, mostLabels = 1000 } = options;
  const registry = new Registry();
  const model = boundedLabel(mostLabels);
  const requests = createRequestMetrics(registry, model, now);
  const flow = createFlowMetrics(registry, pool, waiting, {
    model,
    tenant: boundedLabel(mostLabels),
    most: mostLabels,
  });
  registerPoolGauges(registry, options);
  const ejected = options.ejecting ? registerEjectionMetrics(registry, pool, options.ejecting) : () => {};
  if (options.room) registerBodyMetrics(registry, options.room);
  const processing = new Histogram({
    name: 'llm_d_epp_request_processing_duration_seconds',
    help: 'From the end of a request to where it goes, with what it waited.',
    buckets: [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30, 60],
    registers: [registry],
  });
  const scheduler = new Histogram({
    name: 'llm_d_epp_scheduler_e2e_duration_seconds',
    help: 'The same of requests that did not wait: what the picker itself takes.',
    buckets: [0.000_01, 0.000_02, 0.000_05, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1],
    registers: [registry],
  });
  const olderNames = new Map([...requests.olderNames, ...OLDER]);

  return {
    watch(pick) {
      const timed: Picks = (ask) => {
        const from = now();
        const verdict = pick(ask);
        const seconds = (now() - from) / 1000;
        if (!(verdict instanceof Promise)) {
          scheduler.observe(seconds);
          processing.observe(seconds);
          return verdict;
        }
        return verdict.finally(() => processing.observe((now() - from) / 1000));
      };
      return watchPicks(timed, ({ body }) =>
        requests.watch({ model: body?.model ?? '', bodyTokens: Math.ceil((body?.promptBytes ?? 0) / TOKEN_BYTES) }),
      );
    },
    told: flow.told,
    ejected,
    changed: registerReloadMetrics(registry),
    async text() {
      const text = await registry.metrics();
      const older = await Promise.all(
        [...olderNames].map(async ([name, old]) =>
          (await registry.getSingleMetricAsString(name)).replaceAll(name, old),
        ),
      );
      return `${text.trimEnd()}\n\n${older.join('\n\n')}\n`;
    },
    contentType: registry.contentType,
  };
}

/** GIE v0.4.0 pkg/epp/metrics/metrics.go. */
const OLDER = [
  ['llm_d_epp_scheduler_e2e_duration_seconds', 'inference_extension_scheduler_e2e_duration_seconds'],
] as const;
