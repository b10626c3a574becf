/** A Scenario document: sidecars with all three probes before an app, one minute of service, then a delete. */
export function sidecarPod({ sidecars }: { readonly sidecars: number }): object {
  const probes = { readinessProbe: { periodSeconds: 10 }, livenessProbe: { periodSeconds: 10 } };
  const initContainers = Array.from({ length: sidecars }, (_, i) => ({
    name: `side-${i}`,
    restartPolicy: 'Always',
    startupProbe: { periodSeconds: 1, failureThreshold: 30 },
    ...probes,
  }));
  return {
    metadata: { name: `sidecars-${sidecars}` },
    pod: { spec: { initContainers, containers: [{ name: 'app', ...probes }] } },
    timeline: [{ at: '60s', delete: {} }],
    until: '2m',
  };
}

/** A Scenario document: an app that ends with 1 a second after every start. */
export function crashLoop(until: string): object {
  return {
    metadata: { name: `crash-loop-${until}` },
    pod: { spec: { containers: [{ name: 'app' }] } },
    behaviour: { app: [{ run: '1s', exit: 1 }] },
    until,
  };
}
