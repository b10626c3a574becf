/** A Job's pod with a sidecar · one that fails first · one that serves until it is stopped. */
export type Kind = 'job' | 'retry' | 'server';

/**
 * A pod whose containers write down in `PATH/written` what they do: `start NAME`, `end NAME`. Each holds a lock in `PATH/locks`
 * while it lives; a second one of its name finds it held, and writes `doubled NAME`. It ends by itself, but for a server.
 */
export function podThatTells(kind: Kind, path: string): object {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' }, spec: { ...SPEC[kind](path), ...shared(path) } };
}

/** The same path inside and outside, for processes and for containers. */
function shared(path: string): object {
  return { volumes: [{ name: 'shared', hostPath: { path } }] };
}

const SPEC: Readonly<Record<Kind, (path: string) => object>> = {
  job: (path) => ({
    restartPolicy: 'Never',
    initContainers: [container(path, 'setup', steps(6)), proxy(path)],
    containers: [container(path, 'work', `${steps(15)}; code=3`)],
  }),
  retry: (path) => ({
    restartPolicy: 'OnFailure',
    containers: [
      container(path, 'work', `${steps(8)}; [ $(grep -c "start work" ${path}/written) -ge 2 ] || code=4`),
      container(path, 'other', steps(16)),
    ],
  }),
  server: (path) => ({
    terminationGracePeriodSeconds: 20,
    initContainers: [proxy(path)],
    containers: [
      container(path, 'work', FOREVER, {
        lifecycle: { preStop: { exec: { command: ['sh', '-c', `echo hook work >>${path}/written; sleep 0.3`] } } },
      }),
    ],
  }),
};

function container(path: string, name: string, body: string, more: object = {}): object {
  const say = (what: string) => `echo ${what} ${name} >>${path}/written`;
  const script = [
    // Debian's busybox has no flock: of containers the order of what is written tells.
    `exec 9>>${path}/locks/${name}; ! command -v flock >/dev/null || flock -n 9 || ${say('doubled')}`,
    say('start'),
    `trap '${say('end')}; exit 0' TERM`,
    body,
    say('end'),
  ].join('\n');
  return {
    name,
    image: 'localhost/busybox:1',
    command: ['sh', '-c', `${script}\nexit \${code:-0}`],
    volumeMounts: [{ name: 'shared', mountPath: path }],
    ...more,
  };
}

function proxy(path: string): object {
  return container(path, 'proxy', `touch ready; ${FOREVER}`, {
    restartPolicy: 'Always',
    startupProbe: { exec: { command: ['test', '-f', 'ready'] }, periodSeconds: 1, failureThreshold: 30 },
  });
}

// What a container starts must not hold its lock when the container has ended.
const SLEEP = 'sleep 0.05 9>&-';
const FOREVER = `while :; do ${SLEEP}; done`;
const steps = (count: number) => `i=0; while [ $i -lt ${count} ]; do ${SLEEP}; i=$((i+1)); done`;
