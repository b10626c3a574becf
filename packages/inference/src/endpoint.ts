/** A place that serves inference: one port of one pod, or one address of a list. */
export interface Endpoint {
  /** `ip:port`, an IPv6 address in brackets: what Envoy is told, and the endpoint's name here. */
  readonly address: string;
  /** The pod behind it, where it comes from a cluster or a file that says so. */
  readonly pod?: EndpointPod;
  /** Place of its port among the pool's target ports: the rank of a data-parallel engine. */
  readonly rank: number;
}

/** What is known of the pod behind an endpoint. */
export interface EndpointPod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}
