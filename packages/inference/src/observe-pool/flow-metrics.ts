import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Waiter } from '../admit/flow/waiting-room.ts';
import type { Stop } from '../answer/verdict.ts';

/** What is counted of admission. */
export interface FlowMetrics {
  /** A request went, or was stopped, after so many ms. */
  readonly told: (request: Waiter, stop: Stop | undefined, waitedMs: number) => void;
}

/** Bounds for the labels whose values clients choose. */
export interface FlowLabels {
  readonly model: (value: string) => string;
  readonly tenant: (value: string) => string;
  /** So many series of what waits. */
  readonly most: number;
}

/** In a registry. What waits is counted when it is asked for. */
export function createFlowMetrics(
  registry: Registry,
  pool: string,
  waiting: () => Iterable<Waiter>,
  { model, tenant, most }: FlowLabels,
): FlowMetrics {
  const registers = [registry];
  const inference_pool = pool;
  const outcomes = new Counter({
    name: 'llm_d_epp_flow_control_requests_total',
    help: 'Requests by what became of them.',
    labelNames: ['outcome', 'priority', 'inference_pool'],
    registers,
  });
  const waited = new Histogram({
    name: 'llm_d_epp_flow_control_request_queue_duration_seconds',
    help: 'How long requests waited for their turn.',
    labelNames: ['outcome', 'priority', 'inference_pool'],
    buckets: [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
    registers,
  });
  const dropped = new Counter({
    name: 'outrigger_inference_dropped_total',
    help: 'Requests that were dropped, by why.',
    labelNames: ['inference_pool', 'model_name', 'target_model_name', 'reason'],
    registers,
  });
  const labelNames = ['fairness_id', 'priority', 'inference_pool', 'model_name', 'target_model_name'] as const;
  const gaugeOf = (name: string, help: string, of: (waiter: Waiter) => number) =>
    new Gauge({
      name: `llm_d_epp_flow_control_${name}`,
      help,
      labelNames: [...labelNames],
      registers,
      collect() {
        this.reset();
        const series = new Set<string>();
        for (const waiter of waiting()) {
          const priority = String(waiter.priority);
          const key = `${waiter.tenant}\n${priority}\n${waiter.model}\n${waiter.target}`;
          const isOther = !series.has(key) && series.size >= most;
          if (!isOther) series.add(key);
          const labels = isOther
            ? { fairness_id: 'other', model_name: 'other', target_model_name: 'other' }
            : {
                fairness_id: tenant(waiter.tenant),
                model_name: model(waiter.model),
                target_model_name: model(waiter.target),
              };
          this.inc({ ...labels, priority: isOther ? 'other' : priority, inference_pool }, of(waiter));
        }
      },
    });
  gaugeOf('queue_size', 'Requests that wait for their turn.', () => 1);
  gaugeOf('queue_bytes', 'Bytes of their prompts.', ({ bytes }) => bytes);
  const priorities = new Set<number>();
  const priorityLabel = (priority: number): string => {
    if (priorities.size < most) priorities.add(priority);
    return priorities.has(priority) ? String(priority) : 'other';
  };
  return {
    told(request, stop, waitedMs) {
      // One that was ended under way had been let go, and was counted.
      if (stop?.reason !== 'evicted') {
        const outcome = outcomeOf(stop, waitedMs);
        const labels = { outcome, priority: priorityLabel(request.priority), inference_pool };
        outcomes.inc(labels);
        if (waitedMs > 0) waited.observe(labels, waitedMs / 1000);
      }
      if (stop)
        dropped.inc({
          inference_pool,
          model_name: model(request.model),
          target_model_name: model(request.target),
          reason: stop.reason ?? 'other',
        });
    },
  };
}

/** Upstream's words (llm-d-router docs/metrics.md, flow_control_requests_total). */
function outcomeOf(stop: Stop | undefined, waitedMs: number): string {
  if (!stop) return 'Dispatched';
  switch (stop.reason) {
    case 'rejected-saturated':
      return 'RejectedCapacity';
    case 'rejected-ttl-expired':
      return 'EvictedTTL';
    case 'rejected-no-endpoints':
      return waitedMs > 0 ? 'EvictedNoEndpoints' : 'RejectedNoEndpoints';
    case 'rejected-context-cancelled':
      return 'EvictedContextCancelled';
    case 'evicted-queue-pressure':
      return 'EvictedOther';
    default:
      return 'RejectedOther';
  }
}
