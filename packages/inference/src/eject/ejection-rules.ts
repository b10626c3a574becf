/** When an endpoint that fails is left out, and for how long: Envoy's outlier detection, in its words. */
export interface EjectionRules {
  /** So many answers of 500 to 599 in a row; 0: however many. */
  readonly consecutive5xx: number;
  /** So many of 502, 503 and 504 in a row: what Envoy answers itself where nobody does; 0: however many. */
  readonly consecutiveGatewayFailure: number;
  /** ms for the first time; each time after that so much longer. */
  readonly baseEjectionMs: number;
  readonly maxEjectionMs: number;
  /** Of the pool, so much is left out at most; one endpoint at least, but of 0, which is nobody. */
  readonly maxEjectionPercent: number;
  /** Where less than that of those that a request may go to is left, it may go to all of them. */
  readonly panicThreshold: number;
}

/**
 * Envoy's defaults (api/envoy/config/cluster/v3/outlier_detection.proto at v1.34, `healthy_panic_threshold`), but for the most that is
 * left out: its 10 % of a pool of four or eight is one server, and accelerators often fail by the node.
 */
export const USUAL_EJECTION: EjectionRules = {
  consecutive5xx: 5,
  consecutiveGatewayFailure: 5,
  baseEjectionMs: 30_000,
  maxEjectionMs: 300_000,
  maxEjectionPercent: 50,
  panicThreshold: 50,
};
