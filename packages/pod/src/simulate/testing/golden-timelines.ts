import type { ShortDocument } from './play-document.ts';

/** A timeline of the reference (A.10): a Scenario document, and what each container does, at which second. */
export interface GoldenTimeline extends ShortDocument {
  readonly id: string;
  readonly says: string;
  /** Who plays it; by default the newest that was recorded. */
  readonly kubelet?: string;
  /** The second from which the expected times count; by default the creation of the pod. */
  readonly from?: number;
  /** By container: what it does, without its probes. */
  readonly lives?: Readonly<Record<string, string>>;
  /** By container: when it starts. */
  readonly starts?: Readonly<Record<string, readonly number[]>>;
  /** What the API shows, when it changes: the phase, and the conditions named there while they are true. */
  readonly phases?: string;
}

const S1 = { name: 'S1', restartPolicy: 'Always' };
const S2 = { name: 'S2', restartPolicy: 'Always' };
const S3 = { name: 'S3', restartPolicy: 'Always' };
const main = { name: 'main' };
const endsIn = (after: string) => [{ onTerm: { after } }];
const deletedAt10 = { timeline: [{ at: '10s', delete: {} }], until: '300s', from: 10 };
const everySecond = { periodSeconds: 1 };
const neverStarts = {
  ...S1,
  startupProbe: { ...everySecond, failureThreshold: 3 },
  lifecycle: { preStop: {} },
};

/** G1 to G19 of the reference but for G16, which is a rule of the Job controller (see job/). */
export const GOLDEN_TIMELINES: readonly GoldenTimeline[] = [
  {
    id: 'G1',
    says: 'a startup probe holds the next container, an ordinary init container the one after it',
    pod: {
      initContainers: [{ ...S1, startupProbe: { ...everySecond, failureThreshold: 30 } }, { name: 'I2' }],
      containers: [main],
    },
    behaviour: { S1: [{ probes: { startup: { succeedAfter: '3s' } } }], I2: [{ run: '2s' }] },
    until: '10s',
    lives: { S1: '0 start', I2: '3 start, 5 exit 0', main: '5 start' },
    phases: '0 Pending, 5 Running Initialized Ready',
  },
  {
    id: 'G2',
    says: 'a sidecar without a startup probe holds nothing back; its readiness counts for Ready only',
    pod: { initContainers: [{ ...S1, readinessProbe: everySecond }], containers: [main] },
    behaviour: { S1: [{ probes: { readiness: { succeedAfter: '4s' } } }] },
    until: '10s',
    lives: { S1: '0 start', main: '0 start' },
    phases: '0 Running Initialized, 4 Running Initialized Ready',
  },
  ...['Always', 'OnFailure', 'Never'].map((restartPolicy) => ({
    id: `G3 under ${restartPolicy}`,
    says: 'a startup probe that never succeeds restarts the sidecar twice at once, then with back-off',
    pod: { restartPolicy, initContainers: [neverStarts], containers: [main] },
    behaviour: { S1: [{ probes: { startup: { never: true } } }] },
    until: '100s',
    starts: { S1: [0, 3, 6, 19, 42, 85] },
    phases: '0 Pending',
  })),
  {
    id: 'G3, its first kill',
    says: 'every kill by a probe begins with the preStop',
    pod: { initContainers: [neverStarts], containers: [main] },
    behaviour: { S1: [{ probes: { startup: { never: true } }, hooks: { preStop: { takes: '1s' } } }] },
    until: '5s',
    lives: { S1: '0 start, 3 preStop begins, 4 preStop ends 0, 4 term, 4 exit 0, 4 start' },
  },
  {
    id: 'G4',
    says: 'Never: an ordinary init container that fails ends the pod and its sidecars',
    pod: { restartPolicy: 'Never', initContainers: [S1, { name: 'I2' }], containers: [main] },
    behaviour: { S1: endsIn('1s'), I2: [{ run: '2s', exit: 1 }] },
    until: '60s',
    lives: { S1: '0 start, 2 term, 3 exit 0', I2: '0 start, 2 exit 1' },
    phases: '0 Pending, 3 Failed',
  },
  {
    id: 'G5',
    says: 'on delete the main container goes first, then the sidecars in reverse order, on one grace period',
    pod: { initContainers: [S1, S2], containers: [main] },
    behaviour: { main: endsIn('10s'), S1: endsIn('5s'), S2: endsIn('5s') },
    ...deletedAt10,
    lives: { S1: '15 term, 20 exit 0', S2: '10 term, 15 exit 0', main: '0 term, 10 exit 0' },
    phases: '0 Running Initialized Ready, 20 gone Succeeded',
  },
  {
    id: 'G6',
    says: 'when the grace is over the sidecars get TERM together',
    pod: { initContainers: [S1, S2], containers: [main] },
    behaviour: { main: endsIn('100s'), S1: endsIn('1s'), S2: endsIn('1s') },
    ...deletedAt10,
    lives: { S1: '30 term, 31 exit 0', S2: '30 term, 31 exit 0', main: '0 term, 30 killed' },
    phases: '0 Running Initialized Ready, 31 gone Failed',
  },
  {
    id: 'G7',
    says: 'a preStop that never ends eats the grace; KILL comes two seconds after TERM',
    pod: {
      initContainers: [
        { ...S1, lifecycle: { preStop: {} } },
        { ...S2, lifecycle: { preStop: {} } },
      ],
      containers: [main],
    },
    behaviour: {
      main: endsIn('1s'),
      S1: [{ hooks: { preStop: { takes: 'forever' } }, onTerm: { ignore: true } }],
      S2: [{ hooks: { preStop: { takes: 'forever' } }, onTerm: { ignore: true } }],
    },
    ...deletedAt10,
    lives: {
      S1: '0 preStop begins, 30 term, 32 killed',
      S2: '0 preStop begins, 30 term, 32 killed',
      main: '0 term, 1 exit 0',
    },
    phases: '0 Running Initialized Ready, 32 gone Succeeded',
  },
  {
    id: 'G8',
    says: 'the preStop of a sidecar begins with the deletion and may outlive the main container',
    pod: { initContainers: [{ ...S1, lifecycle: { preStop: { sleep: { seconds: 20 } } } }], containers: [main] },
    behaviour: { main: endsIn('5s') },
    ...deletedAt10,
    lives: { S1: '20 term, 20 exit 0', main: '0 term, 5 exit 0' },
    phases: '0 Running Initialized Ready, 20 gone Succeeded',
  },
  {
    id: 'G9',
    says: 'when the grace is over each has two seconds, whoever it waited for',
    pod: { terminationGracePeriodSeconds: 5, initContainers: [S1, S2, S3], containers: [main] },
    behaviour: { main: endsIn('20s'), S1: endsIn('20s'), S2: endsIn('1s'), S3: endsIn('20s') },
    ...deletedAt10,
    lives: { S1: '5 term, 7 killed', S2: '5 term, 6 exit 0', S3: '5 term, 7 killed', main: '0 term, 5 killed' },
    phases: '0 Running Initialized Ready, 7 gone Failed',
  },
  {
    id: 'G10',
    says: 'a preStop of a sidecar adds to the duration of a Job; its exit code does not count',
    pod: {
      restartPolicy: 'Never',
      initContainers: [{ ...S1, lifecycle: { preStop: { sleep: { seconds: 15 } } } }],
      containers: [main],
    },
    behaviour: { main: [{ run: '60s' }], S1: [{ onTerm: { after: '1s', exit: 143 } }] },
    until: '120s',
    lives: { S1: '0 start, 75 term, 76 exit 143', main: '0 start, 60 exit 0' },
    phases: '0 Running Initialized Ready, 60 Running Initialized, 76 Succeeded Initialized',
  },
  {
    id: 'G11',
    says: 'main containers that are down wait for the last sidecar, though their own back-off is over',
    pod: { initContainers: [S1], containers: [main] },
    behaviour: { S1: [{ run: '1s' }], main: [{ run: '20s' }] },
    until: '200s',
    starts: { S1: [0, 1, 12, 33, 74, 155], main: [0, 33, 74, 155] },
  },
  {
    id: 'G12',
    says: 'they do not wait when an ordinary init container is the last',
    pod: { initContainers: [S1, { name: 'I2' }], containers: [main] },
    behaviour: { S1: [{ run: '1s' }], I2: [{ run: '0s' }], main: [{ run: '20s' }] },
    until: '200s',
    starts: { S1: [0, 1, 12, 33, 74, 155], I2: [0], main: [0, 20, 50, 90, 150] },
  },
  {
    id: 'G13',
    says: 'a sidecar whose successor has not started gets TERM at once',
    kubelet: '1.30.4',
    pod: { terminationGracePeriodSeconds: 180, initContainers: [S1, { ...S2, image: 'missing' }], containers: [main] },
    ...deletedAt10,
    lives: { S1: '0 term, 0 exit 0' },
    phases: '0 gone Failed',
  },
  {
    id: 'G13 in 1.30.3',
    says: 'it gets TERM when the grace is over (k/k#125880)',
    kubelet: '1.30.3',
    pod: { terminationGracePeriodSeconds: 180, initContainers: [S1, { ...S2, image: 'missing' }], containers: [main] },
    ...deletedAt10,
    lives: { S1: '180 term, 180 exit 0' },
    phases: '0 Pending, 180 gone Failed',
  },
  {
    id: 'G14',
    says: 'the grace of a liveness probe holds for its own kills',
    pod: {
      terminationGracePeriodSeconds: 60,
      initContainers: [
        { ...S1, livenessProbe: { ...everySecond, failureThreshold: 1, terminationGracePeriodSeconds: 5 } },
      ],
      containers: [main],
    },
    behaviour: {
      S1: [{ probes: { liveness: { failAfter: '10s' } }, onTerm: { ignore: true } }, { onTerm: { ignore: true } }],
    },
    timeline: [{ at: '30s', delete: {} }],
    until: '120s',
    lives: { S1: '0 start, 10 term, 15 killed, 15 start, 30 term, 90 killed', main: '0 start, 30 term, 30 exit 0' },
    phases: '0 Running Initialized Ready, 90 gone Succeeded',
  },
  {
    id: 'G15',
    // The reference says it does; but SyncTerminatingPod has a context of its own, which nobody cancels (k/k#113606).
    says: 'a second delete with a shorter grace does not interrupt the stop that is under way',
    pod: { initContainers: [S1], containers: [main] },
    behaviour: { main: [{ onTerm: { ignore: true } }] },
    timeline: [
      { at: '10s', delete: {} },
      { at: '20s', delete: { gracePeriodSeconds: 5 } },
    ],
    until: '120s',
    from: 10,
    lives: { S1: '30 term, 30 exit 0', main: '0 term, 30 killed' },
    phases: '0 Running Initialized Ready, 30 gone Failed',
  },
  {
    id: 'G17',
    says: 'after a reboot everything starts anew in its order, and the pod is Pending in between',
    pod: { initContainers: [{ name: 'I1' }, S2, { name: 'I3' }], containers: [main] },
    behaviour: { I1: [{ run: '2s' }], I3: [{ run: '2s' }] },
    timeline: [{ at: '30s', crash: {} }],
    until: '60s',
    lives: {
      I1: '0 start, 2 exit 0, 30 start, 32 exit 0',
      S2: '2 start, 30 killed, 32 start',
      I3: '2 start, 4 exit 0, 32 start, 34 exit 0',
      main: '4 start, 30 killed, 34 start',
    },
    phases: '0 Pending, 4 Running Initialized Ready, 30 Pending Initialized, 34 Running Initialized Ready',
  },
  {
    id: 'G18',
    says: 'a kubelet restart touches no container and no status',
    pod: {
      initContainers: [{ ...S1, readinessProbe: everySecond }],
      containers: [{ name: 'main', readinessProbe: everySecond }],
    },
    behaviour: { S1: [{ probes: { readiness: { takes: '500ms' } } }] },
    timeline: [{ at: '30s', restartKubelet: true }],
    until: '60s',
    lives: { S1: '0 start', main: '0 start' },
    phases: '0 Running Initialized, 0.5 Running Initialized Ready',
  },
  {
    id: 'G18 in 1.34',
    says: 'before 1.35 the pod is unready for a moment',
    kubelet: '1.34',
    pod: {
      initContainers: [{ ...S1, readinessProbe: everySecond }],
      containers: [{ name: 'main', readinessProbe: everySecond }],
    },
    behaviour: { S1: [{ probes: { readiness: { takes: '500ms' } } }] },
    timeline: [{ at: '30s', restartKubelet: true }],
    until: '60s',
    lives: { S1: '0 start', main: '0 start' },
    phases:
      '0 Running Initialized, 0.5 Running Initialized Ready, 31 Running Initialized, 31.5 Running Initialized Ready',
  },
  {
    id: 'G19',
    says: 'restarts wait 0, 10, 20, 40, 80, 160, 300 s',
    pod: { containers: [main] },
    behaviour: { main: [{ run: '1s', exit: 1 }] },
    until: '620s',
    starts: { main: [0, 1, 12, 33, 74, 155, 316, 617] },
  },
];
