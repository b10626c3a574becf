import type { CatalogGroup, Subclass } from '../catalog-group.ts';

/** Probes. */
export const PROBE: CatalogGroup = {
  id: 'probe',
  title: 'Probes',
  components: ['kubelet'],
  source: 'kubernetes pkg/kubelet/prober/prober.go@1.36.2',
  rows: [
    {
      reasons: ['Unhealthy'],
      type: 'Warning',
      category: 'probe',
      severity: 'warning',
      subclasses: ['Liveness', 'Readiness', 'Startup'].flatMap(waysToFail),
    },
    { reasons: ['ProbeWarning'], type: 'Warning', category: 'probe', severity: 'notice' },
  ],
};

/** Which probe it was decides how bad it is; the rest of the message says what went wrong. */
function waysToFail(probe: string): readonly Subclass[] {
  const says = [`${probe} probe failed`, `${probe} probe errored`];
  const id = probe.toLowerCase();
  const severity = probe === 'Liveness' ? 'error' : 'warning';
  return [
    { id: `${id}-refused`, says, alsoSays: ['connection refused'], severity },
    { id: `${id}-http`, says, alsoSays: ['statuscode:'], severity },
    { id: `${id}-timeout`, says, alsoSays: ['context deadline exceeded', 'timed out', 'Client.Timeout'], severity },
    { id, says, severity },
  ];
}
