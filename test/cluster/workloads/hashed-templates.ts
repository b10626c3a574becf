/** Pod specs, and the names that kube-controller-manager 1.36.2 gave to the replica set and the revision made of them. */
export const hashedTemplates: readonly {
  readonly replicaSet: string;
  readonly revision: string;
  readonly spec: unknown;
}[] = [
  { replicaSet: '78cfd9f8bb', revision: '855654f54c', spec: { containers: [{ name: 'a', image: 'i' }] } },
  {
    replicaSet: '5fd4f68ccf',
    revision: '8d57ddb8d',
    spec: {
      terminationGracePeriodSeconds: 9,
      automountServiceAccountToken: false,
      containers: [
        {
          name: 'a',
          image: 'i',
          command: ['sh', '-c', 'x'],
          env: [
            { name: 'A', value: 'b' },
            { name: 'P', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
          ],
          ports: [{ containerPort: 80, name: 'http' }],
          resources: {
            requests: { cpu: '100m', memory: '64Mi' },
            limits: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '1G' },
          },
          readinessProbe: { httpGet: { path: '/', port: 'http' }, periodSeconds: 3 },
          livenessProbe: { tcpSocket: { port: 80 } },
          lifecycle: { preStop: { sleep: { seconds: 3 } } },
          securityContext: { runAsUser: 0, capabilities: { drop: ['ALL'] }, privileged: false },
        },
      ],
    },
  },
  {
    replicaSet: '86564879c',
    revision: '688b64b456',
    spec: {
      nodeSelector: { a: 'b' },
      initContainers: [
        { name: 's', image: 'i', restartPolicy: 'Always', startupProbe: { exec: { command: ['true'] } } },
      ],
      containers: [
        {
          name: 'a',
          image: 'i',
          volumeMounts: [
            { name: 'e', mountPath: '/e' },
            { name: 'c', mountPath: '/c', subPath: 'x' },
          ],
        },
      ],
      volumes: [
        { name: 'e', emptyDir: {} },
        { name: 'm', emptyDir: { medium: 'Memory', sizeLimit: '500Mi' } },
        { name: 'c', configMap: { name: 'cm', items: [{ key: 'k', path: 'p' }] } },
        {
          name: 'p',
          projected: {
            sources: [
              { serviceAccountToken: { path: 't' } },
              {
                downwardAPI: {
                  items: [{ path: 'c', resourceFieldRef: { containerName: 'a', resource: 'limits.cpu' } }],
                },
              },
            ],
          },
        },
        { name: 'h', hostPath: { path: '/', type: 'Directory' } },
      ],
      tolerations: [{ key: 'k', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }],
      affinity: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, podAffinityTerm: { labelSelector: { matchLabels: { a: 'b' } }, topologyKey: 'z' } },
          ],
        },
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['x'] }] }],
          },
        },
      },
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'z',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: { app: 'w' } },
        },
      ],
      securityContext: { fsGroup: 5, sysctls: [] },
      dnsConfig: { options: [{ name: 'ndots', value: '2' }] },
      hostAliases: [{ ip: '1.2.3.4', hostnames: ['h'] }],
      imagePullSecrets: [{ name: 's' }],
    },
  },
  {
    replicaSet: '68775cc5f5',
    revision: '756c89d7fd',
    spec: {
      containers: [
        {
          name: 'a',
          image: 'i',
          resources: {
            requests: { cpu: '1500m', memory: '1000M', 'hugepages-2Mi': '4Mi' },
            limits: { cpu: '2', memory: '8Gi', 'hugepages-2Mi': '4Mi' },
          },
        },
      ],
    },
  },
  {
    replicaSet: '5d4bd64586',
    revision: '75cb688796',
    spec: {
      containers: [
        {
          name: 'a',
          image: 'i',
          resources: { requests: { cpu: '0.5', memory: '128974848' }, limits: { memory: '1e9', cpu: '3.25' } },
        },
      ],
    },
  },
];
