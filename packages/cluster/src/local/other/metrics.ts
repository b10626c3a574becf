import type { Registry } from '../resource/registry.ts';
import type { Store } from '../store/store.ts';
import type { RequestLabels } from './request-labels.ts';

/** Counts of what the server does, under the names that dashboards and alerts of Kubernetes know. */
export interface Metrics {
  /** A request has come; call what it gives with the answer's code, and `end` when its last byte is sent. */
  readonly begin: (labels: RequestLabels) => RunningRequest;
  /** All series, in Prometheus' text format. */
  readonly text: () => string;
}

/** One request that is being answered. */
export interface RunningRequest {
  /** The answer's head is there. `isLong` for watches and streams, whose time says nothing. */
  readonly answered: (code: number, isLong: boolean) => void;
  readonly end: () => void;
}

/** A set of counts that begins at nothing. */
export function createMetrics(source: {
  readonly store: Store;
  readonly registry: Registry;
  readonly now: () => Date;
}): Metrics {
  const { now } = source;
  const requests = new Map<string, number>();
  const durations = new Map<string, Histogram>();
  const long = new Map<string, number>();
  const inFlight = { mutating: 0, readOnly: 0 };
  const started = now().getTime() / 1000;
  return {
    begin(labels) {
      const from = now().getTime();
      const kind = /^(GET|LIST|WATCH|CONNECT)$/.test(labels.verb) ? 'readOnly' : 'mutating';
      const name = series(labels);
      let isLongRunning = false;
      inFlight[kind]++;
      return {
        answered(code, isLong) {
          inFlight[kind]--;
          isLongRunning = isLong;
          increase(requests, series({ code: String(code), ...labels, system_client: '' }), 1);
          if (isLong) increase(long, series(withoutDryRun(labels)), 1);
          else durations.set(name, observed(durations.get(name), (now().getTime() - from) / 1000));
        },
        end() {
          if (isLongRunning) increase(long, series(withoutDryRun(labels)), -1);
        },
      };
    },
    text: () =>
      [
        head('apiserver_current_inflight_requests', 'gauge', 'Requests that are being answered, by kind.'),
        ...Object.entries(inFlight).map(
          ([kind, n]) => `apiserver_current_inflight_requests{request_kind="${kind}"} ${n}`,
        ),
        head('apiserver_longrunning_requests', 'gauge', 'Watches and streams that are open.'),
        ...[...long].map(([labels, n]) => `apiserver_longrunning_requests{${labels}} ${n}`),
        head('apiserver_request_duration_seconds', 'histogram', 'How long answers took, without watches and streams.'),
        ...[...durations].flatMap(([labels, histogram]) => histogramLines(labels, histogram)),
        head('apiserver_request_total', 'counter', 'Requests that were answered, by code.'),
        ...[...requests].map(([labels, n]) => `apiserver_request_total{${labels}} ${n}`),
        ...objectLines(source),
        head('process_resident_memory_bytes', 'gauge', 'Resident memory size in bytes.'),
        `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
        head('process_start_time_seconds', 'gauge', 'When the server was started, in seconds since 1970.'),
        `process_start_time_seconds ${started}`,
        '',
      ].join('\n'),
  };
}

interface Histogram {
  readonly counts: readonly number[];
  readonly sum: number;
}

/** Upstream's bounds, in seconds. */
const bounds: readonly number[] = [
  ...'0.005 0.025 0.05 0.1 0.2 0.4 0.6 0.8 1 1.25 1.5 2 3 4 5 6 8 10 15 20 30 45 60'.split(' ').map(Number),
  Number.POSITIVE_INFINITY,
];

function observed(before: Histogram | undefined, seconds: number): Histogram {
  const { counts, sum } = before ?? { counts: bounds.map(() => 0), sum: 0 };
  return { counts: bounds.map((bound, at) => (counts[at] ?? 0) + (seconds <= bound ? 1 : 0)), sum: sum + seconds };
}

function histogramLines(labels: string, { counts, sum }: Histogram): readonly string[] {
  const name = 'apiserver_request_duration_seconds';
  return [
    ...bounds.map((bound, at) => {
      const le = bound === Number.POSITIVE_INFINITY ? '+Inf' : bound;
      return `${name}_bucket{${labels},le="${le}"} ${counts[at] ?? 0}`;
    }),
    `${name}_sum{${labels}} ${sum}`,
    `${name}_count{${labels}} ${counts.at(-1) ?? 0}`,
  ];
}

function objectLines({ store, registry }: { readonly store: Store; readonly registry: Registry }): readonly string[] {
  const kept = registry
    .all()
    .filter(({ conversion, verbs }) => (conversion === undefined || conversion.isOfKept) && verbs.includes('watch'));
  const counts = new Map(kept.map((resource) => [resource, countOf(store, resource.bucket)]));
  return [
    head('apiserver_resource_objects', 'gauge', 'Objects that are kept, by resource.'),
    ...[...counts].map(
      ([{ group, plural }, n]) => `apiserver_resource_objects{group="${group}",resource="${plural}"} ${n}`,
    ),
    head('apiserver_storage_objects', 'gauge', 'The same, as it was called until 1.34.'),
    ...[...counts].map(([{ bucket }, n]) => `apiserver_storage_objects{resource="${bucket}"} ${n}`),
  ];
}

function countOf(store: Store, bucket: string): number {
  const found = store.list(bucket, { limit: 0 });
  return 'compacted' in found ? -1 : found.remaining + found.entries.length;
}

function withoutDryRun({ dry_run: _, ...labels }: RequestLabels): Readonly<Record<string, string>> {
  return labels;
}

function increase(counts: Map<string, number>, name: string, by: number): void {
  counts.set(name, (counts.get(name) ?? 0) + by);
}

function series(labels: object): string {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([name, value]) => `${name}=${JSON.stringify(String(value))}`).join(',');
}

function head(name: string, type: string, help: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}`;
}
