import type { ShortDocument } from '../../simulate/testing/play-document.ts';
import { livesOf, phasesOf, startsOf } from '../../simulate/testing/tell-life.ts';
import type { Timeline } from '../../simulate/timeline.ts';
import type { BugName } from '../bugs.ts';
import type { GateName } from '../gates.ts';

/** A Scenario on which a bug shows, and what is seen of it with and without the bug. */
export interface BugCase extends ShortDocument {
  readonly bug: BugName;
  readonly says: string;
  readonly affected: string;
  /** Undefined when no known version has the fix. */
  readonly fixed?: string;
  readonly gates?: Readonly<Partial<Record<GateName, boolean>>>;
  readonly see: (timeline: Timeline) => unknown;
  readonly before: unknown;
  readonly after: unknown;
}

const S1 = { name: 'S1', restartPolicy: 'Always' };
const S2 = { name: 'S2', restartPolicy: 'Always' };
const main = { name: 'main' };
const startup = { startupProbe: { periodSeconds: 1, failureThreshold: 3 } };
const startsAfter3s = { probes: { startup: { succeedAfter: '3s' } } };
const reboot = [{ at: '30s', crash: {} }];

/** Each is played in nominal timing under two versions. */
export const BUG_CASES: readonly BugCase[] = [
  {
    bug: 'sidecarsStopInParallel',
    says: 'sidecars get TERM together with the main container',
    affected: '1.28',
    fixed: '1.29',
    gates: { SidecarContainers: true },
    pod: { initContainers: [S1], containers: [main] },
    behaviour: { main: [{ onTerm: { after: '5s' } }] },
    timeline: [{ at: '10s', delete: {} }],
    until: '60s',
    see: (timeline) => livesOf(timeline, 10),
    before: { S1: '0 term, 0 exit 0', main: '0 term, 5 exit 0' },
    after: { S1: '5 term, 5 exit 0', main: '0 term, 5 exit 0' },
  },
  {
    bug: 'initsForgottenOnlyWithRunningMains',
    says: 'after a reboot the main container does not wait for the sidecar',
    affected: '1.28',
    fixed: '1.29',
    gates: { SidecarContainers: true },
    pod: { initContainers: [{ ...S1, ...startup }], containers: [main] },
    behaviour: { S1: [startsAfter3s] },
    timeline: reboot,
    until: '60s',
    see: startsOf,
    before: { S1: [0, 30], main: [3, 30] },
    after: { S1: [0, 30], main: [3, 33] },
  },
  {
    bug: 'notStartedSidecarBlocksStop',
    says: 'a sidecar before one that has not started gets no TERM before the grace is over',
    affected: '1.30.3',
    fixed: '1.30.4',
    pod: { initContainers: [S1, { ...S2, image: 'missing' }], containers: [main] },
    timeline: [{ at: '10s', delete: {} }],
    until: '60s',
    see: (timeline) => livesOf(timeline, 10),
    before: { S1: '30 term, 30 exit 0' },
    after: { S1: '0 term, 0 exit 0' },
  },
  {
    bug: 'restartedContainerStaysTerminatedInStatus',
    says: 'the status of a restarted sidecar does not change',
    affected: '1.29.2',
    fixed: '1.29.3',
    pod: { restartPolicy: 'Never', initContainers: [S1], containers: [main] },
    behaviour: { S1: [{ run: '5s' }, {}] },
    until: '60s',
    see: lastState('S1'),
    before: 'terminated',
    after: 'running',
  },
  {
    bug: 'sidecarImageChangeIsIgnored',
    says: 'a new image does not restart a sidecar',
    affected: '1.31',
    fixed: '1.32',
    pod: { initContainers: [S1], containers: [main] },
    timeline: [{ at: '10s', setImage: { container: 'S1', image: 'localhost/busybox:2' } }],
    until: '60s',
    see: startsOf,
    before: { S1: [0], main: [0] },
    after: { S1: [0, 10], main: [0] },
  },
  {
    bug: 'phaseKeepsOldSandbox',
    says: 'after a reboot the pod is called Running while its sidecar starts',
    affected: '1.32',
    fixed: '1.33',
    pod: { initContainers: [{ ...S1, ...startup }], containers: [main] },
    behaviour: { S1: [startsAfter3s] },
    timeline: reboot,
    until: '60s',
    see: (timeline) => phasesOf(timeline, 30),
    before: '0 Running Initialized, 3 Running Initialized Ready',
    after: '0 Pending Initialized, 3 Running Initialized Ready',
  },
  {
    bug: 'phaseIgnoresInitsAfterFirstStart',
    says: 'after a reboot the pod is called Running while its init containers run',
    affected: '1.31',
    fixed: '1.32',
    pod: { initContainers: [{ name: 'I1' }], containers: [main] },
    behaviour: { I1: [{ run: '2s' }] },
    timeline: reboot,
    until: '60s',
    see: (timeline) => phasesOf(timeline, 30),
    before: '0 Running Initialized, 2 Running Initialized Ready',
    after: '0 Pending Initialized, 2 Running Initialized Ready',
  },
  {
    bug: 'startupProbeEndsWithFirstFailureUnderNever',
    // The main container's probe has a worker; so the kubelet looks no further, and does not see that the sidecar's is gone.
    says: 'a sidecar that ends before it has started is not probed again, and the main container never starts',
    affected: '1.33.5',
    fixed: '1.33.6',
    pod: {
      restartPolicy: 'Never',
      initContainers: [{ ...S1, ...startup }],
      containers: [{ ...main, readinessProbe: { periodSeconds: 1 } }],
    },
    behaviour: { S1: [{ run: '500ms', exit: 1 }, { run: '500ms', exit: 1 }, {}] },
    until: '200s',
    see: startsOf,
    before: { S1: [0, 0.5, 12] },
    after: { S1: [0, 0.5, 12], main: [13] },
  },
  {
    bug: 'startupForgottenAfterKubeletRestart',
    says: 'after a kubelet restart a crashed main container is not restarted',
    affected: '1.35.3',
    fixed: '1.35.4',
    pod: { initContainers: [{ ...S1, ...startup }], containers: [main] },
    timeline: [
      { at: '30s', restartKubelet: true },
      { at: '40s', crash: { container: 'main' } },
    ],
    until: '120s',
    see: startsOf,
    before: { S1: [0], main: [1] },
    after: { S1: [0], main: [1, 40] },
  },
  {
    bug: 'sidecarProbesDuringStop',
    says: 'the liveness of a sidecar is probed while the pod is stopped',
    affected: '1.36',
    pod: { initContainers: [{ ...S1, livenessProbe: { periodSeconds: 1 } }], containers: [main] },
    behaviour: { main: [{ onTerm: { after: '4500ms' } }] },
    timeline: [{ at: '10500ms', delete: {} }],
    until: '60s',
    see: probesAfter(10_500),
    before: ['S1 liveness 11', 'S1 liveness 12', 'S1 liveness 13', 'S1 liveness 14', 'S1 liveness 15'],
    after: [],
  },
  {
    bug: 'startedOutlivesRestart',
    says: 'a container that liveness killed is called started when it runs again, and its startup probe misses a turn',
    affected: '1.36',
    pod: {
      containers: [
        { ...main, startupProbe: { periodSeconds: 1 }, livenessProbe: { periodSeconds: 1, failureThreshold: 1 } },
      ],
    },
    behaviour: {
      main: [{ probes: { liveness: { failAfter: '4500ms' } } }, { probes: { startup: { succeedAfter: '2500ms' } } }],
    },
    until: '7500ms',
    see: probesAfter(5000),
    before: ['main startup 7'],
    after: ['main startup 6', 'main startup 7'],
  },
  {
    bug: 'execProbesCancelledByDelete',
    says: 'no exec probe runs any more once the pod is deleted',
    affected: '1.35',
    fixed: '1.36',
    pod: { containers: [{ ...main, readinessProbe: { periodSeconds: 2 } }] },
    behaviour: { main: [{ onTerm: { after: '4500ms' } }] },
    timeline: [{ at: '10500ms', delete: {} }],
    until: '60s',
    see: probesAfter(10_500),
    before: [],
    after: ['main readiness 12', 'main readiness 14'],
  },
  {
    bug: 'startupProbeContinuesAfterSuccess',
    says: 'a startup probe that takes longer than its period runs once more',
    affected: '1.31',
    fixed: '1.32',
    pod: { containers: [{ ...main, startupProbe: { periodSeconds: 2, timeoutSeconds: 10 } }] },
    behaviour: { main: [{ probes: { startup: { takes: '5s' } } }] },
    until: '60s',
    see: probesAfter(0),
    before: ['main startup 7', 'main startup 12'],
    after: ['main startup 7'],
  },
  {
    bug: 'forceDeleteUsesSpecGrace',
    says: 'an eviction without grace waits for the whole grace period of the pod',
    affected: '1.30.6',
    fixed: '1.30.7',
    pod: { containers: [main] },
    behaviour: { main: [{ onTerm: { ignore: true } }] },
    timeline: [{ at: '10s', evict: { gracePeriodSeconds: 0 } }],
    until: '60s',
    see: (timeline) => livesOf(timeline, 10),
    before: { main: '0 term, 30 killed' },
    after: { main: '0 term, 2 killed' },
  },
  {
    bug: 'preStopTimeIsNotCounted',
    says: 'a container has its grace period once more after its preStop hook',
    affected: '1.27',
    fixed: '1.28',
    pod: { containers: [{ ...main, lifecycle: { preStop: {} } }] },
    behaviour: { main: [{ hooks: { preStop: { takes: '10s' } }, onTerm: { ignore: true } }] },
    timeline: [{ at: '10s', delete: {} }],
    until: '120s',
    see: (timeline) => livesOf(timeline, 10),
    before: { main: '0 preStop begins, 10 preStop ends 0, 10 term, 40 killed' },
    after: { main: '0 preStop begins, 10 preStop ends 0, 10 term, 30 killed' },
  },
];

function lastState(name: string): (timeline: Timeline) => unknown {
  return ({ status }) => status.at(-1)?.status?.containers.find((c) => c.name === name)?.state.is;
}

function probesAfter(from: number): (timeline: Timeline) => readonly string[] {
  return ({ log }) =>
    log.flatMap((entry) =>
      entry.what === 'probe' && entry.at > from ? [`${entry.container} ${entry.kind} ${entry.at / 1000}`] : [],
    );
}
