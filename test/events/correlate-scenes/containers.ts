import { cronJob, deployment, node, workload } from './cast.ts';
import { type Scene, type SceneObject, say } from './scene.ts';

const NORMAL = { type: 'Normal' } as const;
const JOBS = { from: 'job-controller' };

/** What containers, probes, images and hooks suffer. */
export const CONTAINERS: readonly Scene[] = [
  {
    what: 'a readiness probe gets 503',
    objects: [...deployment('shop/web', { ready: false })],
    said: [
      say(0, 'Pod shop/web#0', 'Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503', {
        times: 12,
        every: 10,
      }),
    ],
    causes: [{ root: 'Deployment shop/web' }],
  },
  {
    what: 'a probe cannot be run at all',
    objects: [...workload('StatefulSet', 'data/db', { ready: false })],
    said: [
      say(
        0,
        'Pod data/db-0',
        'Unhealthy',
        'Readiness probe errored and resulted in unknown state: rpc error: code = Unknown desc = failed to exec in container: failed to start exec "9f": OCI runtime exec failed: exec failed: unable to start container process: exec: "/bin/ready": stat /bin/ready: no such file or directory: unknown',
        { times: 8, every: 10 },
      ),
    ],
    causes: [{ root: 'StatefulSet data/db' }],
  },
  {
    what: 'a liveness probe is refused and its container killed again and again',
    objects: [...workload('DaemonSet', 'infra/agent', { pods: 2 })],
    said: [0, 1].flatMap((index) => [
      say(
        index,
        `Pod infra/agent-${index}`,
        'Unhealthy',
        'Liveness probe failed: Get "http://10.1.2.3:8080/healthz": dial tcp 10.1.2.3:8080: connect: connection refused',
        { times: 9, every: 10 },
      ),
      say(
        21 + index,
        `Pod infra/agent-${index}`,
        'Killing',
        'Container agent failed liveness probe, will be restarted',
        { ...NORMAL, times: 3 },
      ),
      say(
        90 + index,
        `Pod infra/agent-${index}`,
        'BackOff',
        `Back-off restarting failed container agent in pod agent-${index}_infra(0)`,
        { times: 4 },
      ),
    ]),
    causes: [{ root: 'DaemonSet infra/agent' }],
  },
  {
    what: 'a startup probe never succeeds',
    objects: [...workload('Job', 'etl/load')],
    said: [
      say(0, 'Pod etl/load-0', 'Unhealthy', 'Startup probe failed: dial tcp 10.1.0.9:5432: i/o timeout', {
        times: 10,
        every: 5,
      }),
      say(50, 'Pod etl/load-0', 'Killing', 'Container load failed startup probe, will be restarted', NORMAL),
    ],
    causes: [{ root: 'Job etl/load' }],
  },
  {
    what: 'a pod of nobody crashes',
    objects: [],
    said: [
      say(0, 'Pod shop/lone', 'BackOff', 'Back-off restarting failed container app in pod lone_shop(0)', { times: 9 }),
    ],
    causes: [{ root: 'Pod shop/lone' }],
  },
  {
    what: 'the pod of a control plane that a node runs for itself is not ready',
    objects: [node('n1'), mirrorPod()],
    said: [
      say(
        0,
        'Pod kube-system/kube-apiserver-n1',
        'Unhealthy',
        'Readiness probe failed: HTTP probe failed with statuscode: 500',
        { times: 20, every: 5 },
      ),
    ],
    causes: [{ root: 'Pod kube-system/kube-apiserver-n1' }],
  },
  {
    what: 'an init container fails',
    objects: [...deployment('shop/web', { pods: 2, ready: false })],
    said: [0, 1].map((index) =>
      say(
        index * 3,
        `Pod shop/web#${index}`,
        'BackOff',
        `Back-off restarting failed container migrate in pod {web#${index}}_shop(0)`,
        { times: 9 },
      ),
    ),
    causes: [{ root: 'Deployment shop/web' }],
  },
  {
    what: 'keys of a secret are missing',
    objects: [...deployment('shop/web', { ready: false })],
    said: [
      say(0, 'Pod shop/web#0', 'Failed', "Error: couldn't find key password in Secret shop/db-credentials", {
        times: 11,
        every: 12,
      }),
    ],
    causes: [{ root: 'Deployment shop/web' }],
  },
  {
    what: 'an image is for another machine',
    objects: [...deployment('shop/arm', { ready: false })],
    said: [
      say(
        0,
        'Pod shop/arm#0',
        'Failed',
        'Error: failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/app": exec format error: unknown',
        { times: 5 },
      ),
      say(2, 'Pod shop/arm#0', 'BackOff', 'Back-off restarting failed container app in pod {arm#0}_shop(0)', {
        times: 8,
      }),
    ],
    causes: [{ root: 'Deployment shop/arm' }],
  },
  {
    what: 'the name of an image is misspelt',
    objects: [...deployment('shop/web', { pods: 2, ready: false })],
    said: [0, 1].flatMap((index) =>
      pull(
        `Pod shop/web#${index}`,
        'ghcr.io/acme/wbe:v2',
        'rpc error: code = NotFound desc = failed to pull and unpack image "ghcr.io/acme/wbe:v2": failed to resolve reference "ghcr.io/acme/wbe:v2": ghcr.io/acme/wbe:v2: not found',
      ),
    ),
    causes: [{ root: 'Deployment shop/web' }],
  },
  {
    what: 'a registry wants a password',
    objects: [...workload('StatefulSet', 'data/db', { ready: false })],
    said: [
      say(
        0,
        'Pod data/db-0',
        'FailedToRetrieveImagePullSecret',
        'Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed.',
        { times: 9, every: 12 },
      ),
      ...pull(
        'Pod data/db-0',
        'registry.acme.io/db:9',
        'failed to pull and unpack image "registry.acme.io/db:9": failed to resolve reference "registry.acme.io/db:9": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
      ),
    ],
    causes: [{ root: 'StatefulSet data/db' }],
  },
  {
    what: 'a registry limits how often one may pull',
    objects: [...cronJob('etl/nightly', 'nightly-29377000', { ready: false })],
    said: pull(
      'Pod etl/nightly-29377000-x2k40',
      'docker.io/library/python:3',
      'failed to pull and unpack image "docker.io/library/python:3": failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/python/manifests/3: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.',
    ),
    causes: [{ root: 'CronJob etl/nightly' }],
  },
  {
    what: 'a Job gives up after its retries',
    objects: [...workload('Job', 'etl/load', { pods: 3, ready: false })],
    said: [
      ...[0, 1, 2].map((index) => say(index * 20, `Pod etl/load-${index}`, 'Started', 'Container started', NORMAL)),
      say(70, 'Job etl/load', 'BackoffLimitExceeded', 'Job has reached the specified backoff limit', JOBS),
    ],
    causes: [{ root: 'Job etl/load' }],
  },
  {
    what: 'a run of a CronJob takes too long',
    objects: [...cronJob('etl/nightly', 'nightly-29377000')],
    said: [
      say(0, 'Pod etl/nightly-29377000-x2k40', 'Killing', 'Stopping container app', NORMAL),
      say(1, 'Job etl/nightly-29377000', 'DeadlineExceeded', 'Job was active longer than specified deadline', JOBS),
      say(2, 'CronJob etl/nightly', 'SawCompletedJob', 'Saw completed job: nightly-29377000, condition: Failed', {
        ...NORMAL,
        from: 'cronjob-controller',
      }),
    ],
    causes: [{ root: 'CronJob etl/nightly' }],
  },
  {
    what: 'a CronJob has missed too many runs',
    objects: [...cronJob('etl/hourly', 'hourly-1').slice(0, 1)],
    said: [
      say(
        0,
        'CronJob etl/hourly',
        'TooManyMissedTimes',
        'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew',
        { from: 'cronjob-controller', times: 6, every: 10 },
      ),
    ],
    causes: [{ root: 'CronJob etl/hourly' }],
  },
  {
    what: 'a pod of a DaemonSet fails and is made anew again and again',
    objects: [node('n1'), ...workload('DaemonSet', 'infra/agent', { ready: false })],
    said: [
      say(
        0,
        'DaemonSet infra/agent',
        'FailedDaemonPod',
        'Found failed daemon pod infra/agent-0 on node n1, will try to kill it',
        { from: 'daemonset-controller', times: 6, every: 20 },
      ),
    ],
    causes: [{ root: 'DaemonSet infra/agent' }],
  },
  {
    what: 'a pod cannot be killed',
    objects: ending(deployment('shop/stuck')),
    said: [
      say(
        0,
        'Pod shop/stuck#0',
        'FailedKillPod',
        'error killing pod: [failed to "KillContainer" for "app" with KillContainerError: "rpc error: code = DeadlineExceeded desc = context deadline exceeded"]',
        { times: 6 },
      ),
    ],
    causes: [{ root: 'Deployment shop/stuck' }],
  },
  {
    what: 'the devices of a node are gone when a pod comes',
    objects: [node('n1'), ...deployment('ml/train', { ready: false })],
    said: [
      say(
        0,
        'Pod ml/train#0',
        'UnexpectedAdmissionError',
        'Allocate failed due to no healthy devices present; cannot allocate unhealthy devices nvidia.com/gpu, which is unexpected',
      ),
    ],
    causes: [{ root: 'Deployment ml/train' }],
  },
];

function pull(about: string, image: string, why: string) {
  return [
    say(0, about, 'Failed', `Failed to pull image "${image}": ${why}`, { times: 4 }),
    say(0, about, 'Failed', 'Error: ErrImagePull', { times: 4 }),
    say(12, about, 'BackOff', `Back-off pulling image "${image}"`, { ...NORMAL, times: 10, every: 13 }),
    say(12, about, 'Failed', 'Error: ImagePullBackOff', { times: 10, every: 13 }),
  ];
}

function mirrorPod() {
  const [, pod] = workload('Node', 'kube-system/n1', { ready: false });
  const object = structuredClone(pod?.object) as { metadata: { name: string } };
  object.metadata.name = 'kube-apiserver-n1';
  return { at: 0, type: 'ADDED', object: object as never } as const;
}

function ending(objects: readonly SceneObject[]): readonly SceneObject[] {
  return objects.map((one) => {
    const { kind, metadata } = one.object;
    if (kind !== 'Pod') return one;
    return {
      ...one,
      object: { ...one.object, metadata: { ...metadata, deletionTimestamp: '2026-11-21T00:00:00Z' } } as never,
    };
  });
}
