import { Gauge, type Registry } from 'prom-client';
import type { EndpointState } from '../endpoint-state.ts';

/** What a pool is like when Prometheus asks. */
export interface PoolView {
  readonly pool: string;
  readonly endpoints: () => readonly EndpointState[];
  readonly saturation: () => number;
}

/**
 * Gauges of a pool and of its endpoints, read when they are asked for. Means are of the endpoints of which something is known;
 * where nothing is, the series is not there – a scaler holds still then – rather than 0 or what it was last (GIE #2049).
 */
export function registerPoolGauges(registry: Registry, { pool, endpoints, saturation }: PoolView): void {
  const registers = [registry];
  const name = { name: pool };
  const gauge = (metric: string, help: string, labelNames: readonly string[], set: (gauge: Gauge) => void) =>
    new Gauge({
      name: metric,
      help,
      labelNames: [...labelNames],
      registers,
      collect() {
        this.reset();
        set(this);
      },
    });
  const ofAll = (metric: string, help: string, value: (values: readonly number[]) => number, of: Reading) =>
    gauge(metric, help, ['name'], (each) => {
      const values = endpoints().flatMap((state) => of(state) ?? []);
      if (values.length > 0) each.set(name, value(values));
    });
  const ofEach = (metric: string, help: string, label: string, of: Reading) =>
    gauge(metric, help, ['name', label], (each) => {
      for (const state of endpoints()) {
        const value = of(state);
        if (value !== undefined)
          each.set({ ...name, [label]: state.endpoint.pod?.name ?? state.endpoint.address }, value);
      }
    });

  ofAll('inference_pool_average_kv_cache_utilization', 'Mean share of the caches in use.', mean, cache);
  ofAll('inference_pool_average_queue_size', 'Mean of the requests that wait at an endpoint.', mean, queue);
  ofEach('inference_pool_per_pod_queue_size', 'Requests that wait at an endpoint.', 'model_server_pod', queue);
  ofAll('llm_d_epp_average_kv_cache_utilization', 'Mean share of the caches in use.', mean, cache);
  ofAll('llm_d_epp_average_queue_size', 'Mean of the requests that wait at an endpoint.', mean, queue);
  ofAll('llm_d_epp_average_running_requests', 'Mean of the requests in the batch of an endpoint.', mean, batch);
  ofAll('llm_d_epp_std_dev_kv_cache_utilization', 'Standard deviation of the same.', deviation, cache);
  ofAll('llm_d_epp_std_dev_queue_size', 'Standard deviation of the same.', deviation, queue);
  ofAll('llm_d_epp_std_dev_running_requests', 'Standard deviation of the same.', deviation, batch);
  ofEach('llm_d_epp_per_endpoint_queue_size', 'Requests that wait at an endpoint.', 'model_server_endpoint', queue);
  ofEach('llm_d_epp_inflight_requests', 'Requests that were sent there and have not ended.', 'endpoint_name', sent);
  ofEach('llm_d_epp_inflight_tokens', 'Tokens of them, as far as they can be guessed.', 'endpoint_name', sentTokens);
  for (const metric of ['inference_pool_ready_pods', 'llm_d_epp_ready_endpoints'])
    gauge(metric, 'Endpoints that can be asked.', ['name'], (each) => each.set(name, endpoints().length));
  gauge('llm_d_epp_flow_control_stale_endpoints', 'Endpoints of which nothing is known.', ['detector'], (each) =>
    each.set({ detector: pool }, endpoints().filter(({ measured }) => !measured).length),
  );
  gauge(
    'llm_d_epp_flow_control_pool_saturation',
    'How full the pool is: from 1 on it has no room.',
    ['inference_pool', 'stage'],
    (each) => each.set({ inference_pool: pool, stage: 'effective' }, saturation()),
  );
}

type Reading = (state: EndpointState) => number | undefined;

const cache: Reading = ({ measured }) => measured?.kvUsage;
const queue: Reading = ({ measured }) => measured?.waiting;
const batch: Reading = ({ measured }) => measured?.running;
const sent: Reading = ({ inFlight }) => inFlight.requests;
const sentTokens: Reading = ({ inFlight }) => inFlight.tokens;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}
