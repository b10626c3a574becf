/**
 * What upstream's picker took under this load: llm-d-router of May 2026 with its default configuration, Go 1.26, on a machine
 * of two cores with the load on the other one (shared/bench/picker/README.md).
 */
export const RECORDED = [
  { bytes: 500, chunks: 0, endpoints: 10, rate: 4544, p50: 2.5, p99: 15, cpuMs: 0.17 },
  { bytes: 500, chunks: 0, endpoints: 100, rate: 2459, p50: 5.1, p99: 25, cpuMs: 0.42 },
  { bytes: 500, chunks: 50, endpoints: 10, rate: 1164, p50: 2.4, p99: 12, cpuMs: 0.69 },
  { bytes: 28_000, chunks: 0, endpoints: 10, rate: 1270, p50: 7.9, p99: 35, cpuMs: 0.84 },
  { bytes: 28_000, chunks: 0, endpoints: 100, rate: 1067, p50: 9.9, p99: 38, cpuMs: 1.08 },
  { bytes: 220_000, chunks: 0, endpoints: 10, rate: 271, p50: 12, p99: 46, cpuMs: 3.75 },
  { bytes: 220_000, chunks: 0, endpoints: 100, rate: 232, p50: 15, p99: 55, cpuMs: 4.43 },
  { bytes: 1_000_000, chunks: 0, endpoints: 10, rate: 79, p50: 24, p99: 75, cpuMs: 15.1 },
] as const;
