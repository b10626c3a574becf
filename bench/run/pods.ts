/** The image is one of test/node/containerd; processes take the command alone. */
const FOREVER = {
  image: 'localhost/busybox:1',
  imagePullPolicy: 'Never',
  command: ['sh', '-c', 'trap "exit 0" TERM; sleep 3600 & wait'],
};

/** One container, which ends on SIGTERM. */
export const PLAIN_POD: object = podOf([]);

/** Three sidecars with a startup probe each, as the kubelet was measured with. */
export const GATED_POD: object = podOf(
  ['one', 'two', 'three'].map((name) => ({
    ...FOREVER,
    name,
    restartPolicy: 'Always',
    startupProbe: { exec: { command: ['true'] }, periodSeconds: 1 },
  })),
);

function podOf(initContainers: readonly object[]): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'measured' },
    spec: {
      terminationGracePeriodSeconds: 10,
      ...(initContainers.length > 0 && { initContainers }),
      containers: [{ ...FOREVER, name: 'app' }],
    },
  };
}
