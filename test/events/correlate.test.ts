import {
  classifyAll,
  createClassifier,
  createCorrelator,
  type Incident,
  type Observation,
  type TopologyObject,
  topologyFromChanges,
} from '@outrigger/events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

describe('what belongs together', () => {
  test('the pods of a workload are one incident, with the workload for its root', () => {
    const [incident, ...others] = play(WEB, [
      say(0, 'Pod/web-a', 'BackOff', 'Back-off restarting failed container app in pod web-a'),
      say(30, 'Pod/web-b', 'BackOff', 'Back-off restarting failed container app in pod web-b'),
    ]);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({
      root: named('Deployment/web'),
      affected: [],
      occurrences: 2,
      level: 'application',
    });
  });

  test('slow storage is the cause of restarts of the pods that use the volume', () => {
    const [incident] = play(WEB, [
      say(
        0,
        'Pod/web-a',
        'FailedMount',
        'Unable to attach or mount volumes: unmounted volumes=[data]: timed out waiting for the condition',
      ),
      say(240, 'Pod/db-0', 'BackOff', 'Back-off restarting failed container db in pod db-0'),
    ]);
    expect(incident).toMatchObject({
      root: named('Deployment/web'),
      affected: [named('StatefulSet/db')],
      rule: 'slow-storage/restarts',
    });
    expect(incident?.chain.at(-1)?.because).toMatchObject({ rule: 'slow-storage/restarts', reason: 'FailedMount' });
  });

  test('a registry that does not answer is one incident, not one of each workload', () => {
    const pull = 'Failed to pull image "quay.example/a:1": dial tcp 10.0.0.1:443: i/o timeout';
    const [incident, ...others] = play(WEB, [
      say(0, 'Pod/web-a', 'Failed', pull),
      say(20, 'Pod/db-0', 'Failed', pull),
      say(40, 'Pod/lone', 'Failed', pull),
    ]).filter(({ mergedInto }) => mergedInto === undefined);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ root: { kind: 'Registry', name: 'quay.example' }, rule: 'shared/registry' });
    expect(incident?.affected).toHaveLength(3);
  });

  test('one workload whose image is missing is its own trouble, whatever the registry', () => {
    const [incident] = play(WEB, [say(0, 'Pod/web-a', 'Failed', 'Failed to pull image "quay.example/a:1": not found')]);
    expect(incident?.root).toEqual(named('Deployment/web'));
  });
});

test('a crash has the rollout before it in its chain, and what GitOps applied before that', () => {
  const [incident, ...others] = play(WEB, [
    say(0, 'Kustomization/apps', 'Progressing', 'Deployment/n/web configured', 'Normal'),
    say(2, 'Deployment/web', 'ScalingReplicaSet', 'Scaled up replica set web-1 from 0 to 1', 'Normal'),
    say(20, 'Pod/web-a', 'BackOff', 'Back-off restarting failed container app in pod web-a'),
  ]);
  expect(others).toEqual([]);
  expect(incident?.chain.map(({ reason, because }) => [reason, because?.rule])).toEqual([
    ['Progressing', undefined],
    ['ScalingReplicaSet', 'gitops/rollout'],
    ['BackOff', 'rollout/trouble'],
  ]);
});

describe('the order in which things are told', () => {
  test('a cause that is told after its effects takes them to itself, and people keep the number they know', () => {
    const correlator = correlatorOf(WEB);
    const early = correlator(
      [say(0, 'Pod/web-a', 'FailedCreatePodSandBox', 'failed to setup network for sandbox "x"')],
      20,
    );
    const late = correlator([say(12, 'Node/node-1', 'NodeNotReady', 'Node node-1 status is now: NodeNotReady')], 25);
    expect(early[0]).toMatchObject({ root: named('Deployment/web'), state: 'open' });
    expect(late[0]).toMatchObject({ id: early[0]?.id, root: { kind: 'Node', name: 'node-1' }, level: 'node' });
    expect(late[0]?.affected).toContainEqual(named('Deployment/web'));
  });

  test('of two incidents that turn out to be one, the cause’s stays and the other says where it has gone', () => {
    const correlator = correlatorOf(WEB);
    const [node] = correlator([say(0, 'Node/node-1', 'NodeHasDiskPressure', 'no room')], 5);
    const [pod] = correlator(
      [say(8, 'Pod/web-a', 'FailedCreatePodSandBox', 'failed to setup network for sandbox')],
      30,
    );
    const after = correlator([say(9, 'Node/node-1', 'NodeNotReady', 'Node node-1 status is now: NodeNotReady')], 60);
    expect([node?.root.kind, pod?.root.kind]).toEqual(['Node', 'Deployment']);
    expect(after.find(({ id }) => id === pod?.id)).toMatchObject({ state: 'resolved', mergedInto: node?.id });
  });

  test('in whatever order a storm comes, it ends in one incident of the node', () => {
    const storm = [
      say(0, 'Pod/web-a', 'FailedCreatePodSandBox', 'failed to setup network for sandbox "x"'),
      say(1, 'Pod/db-0', 'NetworkNotReady', 'network is not ready: cni plugin not initialized'),
      say(2, 'Node/node-1', 'NodeNotReady', 'Node node-1 status is now: NodeNotReady'),
      say(3, 'Pod/web-b', 'NetworkNotReady', 'network is not ready: cni plugin not initialized'),
      say(4, 'Node/node-1', 'Starting', 'Starting kubelet.', 'Normal'),
      say(5, 'Pod/lone', 'SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.'),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(storm, { minLength: storm.length }), (shuffled) => {
        const roots = play(WEB, shuffled).filter(({ mergedInto }) => mergedInto === undefined);
        expect(roots.map(({ root }) => root.name)).toEqual(['node-1']);
      }),
    );
  });

  test('an incident whose trouble has ended and comes back is the same, and its end is told', () => {
    const correlator = correlatorOf(WEB);
    const pull = (at: number) => say(at, 'Pod/web-a', 'FailedMount', 'MountVolume.SetUp failed for volume "v"');
    const [first] = correlator([pull(0)], 40);
    correlator([say(50, 'Pod/web-a', 'Started', 'Container started', 'Normal')], 50);
    const [again] = correlator([pull(90)], 95);
    expect(again).toMatchObject({ id: first?.id, from: first?.from, state: 'open' });
    correlator([say(130, 'Pod/web-a', 'Started', 'Container started', 'Normal')], 130);
    expect(correlator([], 400)).toMatchObject([{ id: first?.id, state: 'resolved', occurrences: 2 }]);
  });

  test('what a pod says of its node on its way out lays nothing on its workload', () => {
    const leaving = WEB.map((object) =>
      object.metadata?.name === 'web-a'
        ? { ...object, metadata: { ...object.metadata, deletionTimestamp: '2026-11-21T00:00:00Z' } }
        : object,
    );
    const [incident, ...others] = play(leaving, [
      say(0, 'Pod/web-a', 'NetworkNotReady', 'network is not ready: cni plugin not initialized'),
      say(2, 'Node/node-1', 'NodeNotReady', 'Node node-1 status is now: NodeNotReady'),
    ]);
    expect([incident?.root, others]).toEqual([{ kind: 'Node', namespace: '', name: 'node-1' }, []]);
  });

  test('the same stream gives the same numbers', () => {
    const stream = [say(0, 'Pod/web-a', 'BackOff', 'x'), say(5, 'Pod/lone', 'Evicted', 'y')];
    expect(play(WEB, stream)).toEqual(play(WEB, stream));
  });
});

describe('what is no incident', () => {
  test.each<[what: string, stream: readonly Observation[]]>([
    [
      'a rollout',
      ['ScalingReplicaSet', 'SuccessfulCreate', 'Scheduled', 'Pulled', 'Created', 'Started', 'Killing'].map(
        (reason, i) => say(i, 'Pod/web-a', reason, 'Stopping container app', 'Normal'),
      ),
    ],
    [
      'two failed readiness probes',
      [
        say(0, 'Pod/web-a', 'Unhealthy', 'Readiness probe failed: '),
        say(10, 'Pod/web-a', 'Unhealthy', 'Readiness probe failed: '),
      ],
    ],
    [
      'a pod that finds its place after a moment',
      [
        say(0, 'Pod/web-a', 'FailedScheduling', '0/1 nodes are available: 1 Insufficient cpu.'),
        say(4, 'Pod/web-a', 'Scheduled', 'assigned', 'Normal'),
      ],
    ],
    [
      'a drain',
      [
        say(0, 'Node/node-1', 'NodeNotSchedulable', 'cordoned', 'Normal'),
        say(3, 'Pod/web-a', 'Killing', 'Stopping container app', 'Normal'),
      ],
    ],
    ['a Job that was deleted already', [say(0, 'Pod/lone', 'FailedDelete', 'Deleted job: jobs.batch "x" not found')]],
  ])('%s', (_what, stream) => {
    expect(play(WEB, stream)).toEqual([]);
  });

  test('what a pod says while it ends', () => {
    const ending: TopologyObject = {
      ...pod('web-a', 'ReplicaSet', 'web-1'),
      metadata: { ...pod('web-a', 'ReplicaSet', 'web-1').metadata, deletionTimestamp: '2026-11-21T00:00:00Z' },
    };
    const failing = [0, 10, 20, 30, 40].map((s) => say(s, 'Pod/web-a', 'Unhealthy', 'Readiness probe failed: refused'));
    expect(play([...WEB, ending], failing)).toEqual([]);
  });
});

describe('an incident', () => {
  test('is resolved when its trouble has ended and nothing new has come for a while', () => {
    const correlator = correlatorOf(WEB);
    correlator([say(0, 'Node/node-1', 'NodeNotReady', 'Node node-1 status is now: NodeNotReady')], 1);
    expect(correlator([], 3_000)[0]?.state ?? 'open').toBe('open');
    correlator([say(3_010, 'Node/node-1', 'NodeReady', 'Node node-1 status is now: NodeReady', 'Normal')], 3_011);
    expect(correlator([], 3_300)).toMatchObject([{ state: 'resolved', root: { name: 'node-1' } }]);
  });

  test('ends with the workload that it was about', () => {
    const topology = topologyFromChanges();
    for (const object of WEB) topology.learn({ type: 'ADDED', object });
    const correlator = correlatorWith(topology);
    correlator([say(0, 'Pod/web-a', 'BackOff', 'x')], 1);
    topology.learn({ type: 'DELETED', object: WEB[0] as TopologyObject });
    correlator([], 60);
    expect(correlator([], 300)).toMatchObject([{ state: 'resolved' }]);
  });

  test('of a cordon has the node for its root, and is told only when somebody suffers', () => {
    const cordoned: TopologyObject = { kind: 'Node', metadata: { name: 'node-1' }, spec: { unschedulable: true } };
    const [incident] = play(
      [...WEB, cordoned],
      [say(0, 'Pod/pending', 'FailedScheduling', '0/1 nodes are available: 1 node(s) were unschedulable.')],
    );
    expect(incident).toMatchObject({ root: { kind: 'Node', name: 'node-1' }, affected: [named('Pod/pending')] });
  });

  test('of a preemption has the preemptor for its root', () => {
    const winner: TopologyObject = { kind: 'Pod', metadata: { name: 'winner', namespace: 'n', uid: UID } };
    const [incident] = play(
      [...WEB, winner],
      [say(0, 'Pod/web-a', 'Preempted', `Preempted by pod ${UID} on node node-1`, 'Normal')],
    );
    expect(incident).toMatchObject({ root: named('Pod/winner'), affected: [named('Deployment/web')] });
  });

  test('marks the events that belong to it', () => {
    const topology = topologyFromChanges();
    for (const object of WEB) topology.learn({ type: 'ADDED', object });
    const { correlate } = createCorrelator({ topologyOf: () => topology });
    const { observations, incidents } = correlate(classified([say(0, 'Pod/web-a', 'BackOff', 'x')]), START + 60_000);
    expect(observations[0]?.correlationId).toBe(incidents[0]?.id);
  });
});

test.each([
  ['Deployment/web', 'open'],
  ['Rollout/web', 'resolved'],
])(
  'of a stalled %s nothing more is said, and in an hour its incident is %s: only of a Deployment it is seen when it goes on',
  (object, state) => {
    const correlator = correlatorOf(WEB);
    correlator([say(0, object, 'ProgressDeadlineExceeded', 'x')], 0);
    const states = [60, 3600].flatMap((seconds) => correlator([], seconds).map((incident) => incident.state));
    expect(['open', ...states].at(-1)).toBe(state);
  },
);

test('a rollout that is still stalled when its cause has ended is trouble until it goes on', () => {
  const topology = topologyFromChanges();
  const correlator = correlatorWith(topology);
  const rolls = (reason: string) =>
    topology.learn({
      type: 'MODIFIED',
      object: {
        kind: 'Deployment',
        metadata: { name: 'web', namespace: 'n' },
        status: { conditions: [{ type: 'Progressing', reason }] },
      },
    });
  for (const object of WEB) topology.learn({ type: 'ADDED', object });
  correlator([say(0, 'Pod/web-a', 'FailedScheduling', '0/1 nodes are available: 1 Insufficient cpu.')], 0);
  rolls('ProgressDeadlineExceeded');
  correlator([say(600, 'Deployment/web', 'ProgressDeadlineExceeded', 'x')], 600);
  correlator([say(700, 'Pod/web-a', 'Scheduled', 'Successfully assigned n/web-a to node-1', 'Normal')], 700);
  const stateAt = (seconds: number) => correlator([], seconds).map(({ state }) => state);
  const whileStalled = [710, 1200, 3600].flatMap(stateAt);
  rolls('NewReplicaSetAvailable');
  expect([whileStalled, [3610, 3800].flatMap(stateAt).at(-1)]).toEqual([
    expect.not.arrayContaining(['resolved']),
    'resolved',
  ]);
});

test('what is remembered is bounded, whatever comes', () => {
  const { correlate, size } = createCorrelator({
    topologyOf: () => topologyFromChanges(),
    limits: { facts: 100, incidents: 20 },
  });
  for (let n = 0; n < 3_000; n++) correlate(classified([say(n, `Pod/p-${n}`, 'BackOff', 'x')]), START + n * 1000);
  expect(size().facts).toBeLessThanOrEqual(100);
  expect(size().incidents).toBeLessThanOrEqual(20);
});

const START = Date.UTC(2026, 10, 21);
const UID = '5460af0b-0b4c-43ba-beaa-ce254b54281f';

/** A Deployment with two pods, a StatefulSet that shares a claim with it, and a pod of its own, on one node. */
const WEB: readonly TopologyObject[] = [
  { kind: 'Deployment', metadata: { name: 'web', namespace: 'n' } },
  { kind: 'ReplicaSet', metadata: { name: 'web-1', namespace: 'n', ownerReferences: [owner('Deployment', 'web')] } },
  { kind: 'StatefulSet', metadata: { name: 'db', namespace: 'n' } },
  pod('web-a', 'ReplicaSet', 'web-1'),
  pod('web-b', 'ReplicaSet', 'web-1'),
  pod('db-0', 'StatefulSet', 'db'),
  { kind: 'Pod', metadata: { name: 'lone', namespace: 'n' }, spec: { nodeName: 'node-1' } },
  { kind: 'Node', metadata: { name: 'node-1' } },
];

function pod(name: string, kind: string, of: string): TopologyObject {
  return {
    kind: 'Pod',
    metadata: { name, namespace: 'n', ownerReferences: [owner(kind, of)] },
    spec: { nodeName: 'node-1', volumes: [{ persistentVolumeClaim: { claimName: 'data' } }] },
  };
}

function owner(kind: string, name: string): { kind: string; name: string; controller: boolean } {
  return { kind, name, controller: true };
}

/** What is known of all incidents in the end. */
function play(objects: readonly TopologyObject[], stream: readonly Observation[]): readonly Incident[] {
  const correlator = correlatorOf(objects);
  const last = new Map<string, Incident>();
  const end = Math.max(...stream.map(({ until }) => (until - START) / 1000));
  const told = [
    ...stream.flatMap((each) => correlator([each], (each.until - START) / 1000)),
    ...correlator([], end + 60),
  ];
  for (const incident of told) last.set(incident.id, incident);
  return [...last.values()];
}

function correlatorOf(objects: readonly TopologyObject[]) {
  const topology = topologyFromChanges();
  for (const object of objects) topology.learn({ type: 'ADDED', object });
  return correlatorWith(topology);
}

function correlatorWith(topology: ReturnType<typeof topologyFromChanges>) {
  const { correlate } = createCorrelator({ topologyOf: () => topology });
  return (stream: readonly Observation[], seconds: number) =>
    [classified(stream), []].flatMap((batch) => correlate(batch, START + seconds * 1000).incidents);
}

function classified(stream: readonly Observation[]): readonly Observation[] {
  return classifyAll(stream, createClassifier());
}

function named(object: string): { kind: string; namespace: string; name: string } {
  const [kind = '', name = ''] = object.split('/');
  return { kind, namespace: kind === 'Node' ? '' : 'n', name };
}

function say(seconds: number, object: string, reason: string, message: string, type = 'Warning'): Observation {
  const at = START + seconds * 1000;
  return {
    id: `${object}/${reason}/${seconds}`,
    cluster: 'c',
    from: at,
    until: at,
    seenAt: at,
    count: 1,
    type,
    reason,
    message,
    action: '',
    about: { apiVersion: 'v1', uid: '', fieldPath: '', ...named(object) },
    related: undefined,
    source: { component: 'kubelet', instance: 'node-1' },
    origin: 'event',
    event: { namespace: 'n', name: '', uid: '', resourceVersion: '' },
    isCensored: false,
    isCombined: false,
  };
}
