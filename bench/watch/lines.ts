/** What is watched. */
export type Shape = 'pods' | 'events';

/** What a watch in a busy cluster sends: each line is one change of one of many objects, as large as real ones are. */
export function* changeLines(shape: Shape, count: number, objects: number): Generator<string> {
  for (let i = 0; i < count; i++) {
    const number = i % objects;
    const type = i < objects ? 'ADDED' : 'MODIFIED';
    yield `${JSON.stringify({ type, object: MAKERS[shape](number, i + 2) })}\n`;
  }
}

/** Lines as a socket gives them: in pieces, which end anywhere. */
export function piecesOf(lines: Iterable<string>, bytes: number): readonly Buffer[] {
  const made: Buffer[] = [];
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length >= bytes) {
      made.push(Buffer.from(piece));
      piece = '';
    }
  }
  return [...made, Buffer.from(piece)];
}

const MAKERS: Readonly<Record<Shape, (number: number, version: number) => object>> = { pods: pod, events: event };

/** 0.9 kB, as kubelets write them. */
function event(number: number, version: number): object {
  const name = `web-7d4b9c6f5-${number.toString(36).padStart(5, '0')}`;
  return {
    kind: 'Event',
    apiVersion: 'v1',
    metadata: {
      name: `${name}.17f2c1a5d2b8e${number.toString(16).padStart(3, '0')}`,
      namespace: `team-${number % 40}`,
      uid: `2f0e2d3c-4b5a-4678-9abc-${number.toString(16).padStart(12, '0')}`,
      resourceVersion: String(version),
      creationTimestamp: '2026-11-20T12:00:00Z',
    },
    involvedObject: {
      kind: 'Pod',
      namespace: `team-${number % 40}`,
      name,
      uid: `1f0e2d3c-4b5a-4678-9abc-${number.toString(16).padStart(12, '0')}`,
      apiVersion: 'v1',
      resourceVersion: '4711',
      fieldPath: 'spec.containers{app}',
    },
    reason: 'BackOff',
    message: `Back-off restarting failed container app in pod ${name}_team-${number % 40}`,
    source: { component: 'kubelet', host: `node-${number % 200}` },
    firstTimestamp: '2026-11-20T12:00:00Z',
    lastTimestamp: '2026-11-20T12:34:56Z',
    count: 1 + Math.floor(version / 1000),
    type: 'Warning',
    eventTime: null,
    reportingComponent: 'kubelet',
    reportingInstance: `node-${number % 200}`,
  };
}

/** 3 kB. */
function pod(number: number, version: number): object {
  const name = `web-7d4b9c6f5-${number.toString(36).padStart(5, '0')}`;
  const started = '2026-11-20T12:00:00Z';
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: {
      name,
      generateName: 'web-7d4b9c6f5-',
      namespace: `team-${number % 40}`,
      uid: `1f0e2d3c-4b5a-4678-9abc-${number.toString(16).padStart(12, '0')}`,
      resourceVersion: String(version),
      creationTimestamp: started,
      labels: { app: 'web', 'pod-template-hash': '7d4b9c6f5', 'app.kubernetes.io/part-of': 'shop' },
      annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9090' },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: 'web-7d4b9c6f5',
          uid: '5a1c7a6e-0f57-4b7e-8d35-6a6f5f0c2b11',
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: {
      volumes: [
        { name: 'kube-api-access-x7k2p', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } },
      ],
      containers: ['app', 'proxy'].map((container) => ({
        name: container,
        image: `registry.example.com/shop/${container}:1.42.0`,
        ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
        env: [
          { name: 'POD_NAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
          { name: 'LEVEL', value: 'info' },
        ],
        resources: { limits: { cpu: '500m', memory: '256Mi' }, requests: { cpu: '100m', memory: '128Mi' } },
        volumeMounts: [
          {
            name: 'kube-api-access-x7k2p',
            readOnly: true,
            mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
          },
        ],
        readinessProbe: {
          httpGet: { path: '/healthz', port: 8080, scheme: 'HTTP' },
          timeoutSeconds: 1,
          periodSeconds: 10,
          successThreshold: 1,
          failureThreshold: 3,
        },
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
        imagePullPolicy: 'IfNotPresent',
      })),
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      serviceAccountName: 'default',
      nodeName: `node-${number % 200}`,
      schedulerName: 'default-scheduler',
      tolerations: [{ key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' }],
    },
    status: {
      phase: 'Running',
      conditions: ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map((type) => ({
        type,
        status: 'True',
        lastProbeTime: null,
        lastTransitionTime: started,
      })),
      hostIP: '10.0.3.17',
      podIP: `10.244.${number % 250}.${version % 250}`,
      startTime: started,
      containerStatuses: ['app', 'proxy'].map((container) => ({
        name: container,
        state: { running: { startedAt: started } },
        lastState: {},
        ready: true,
        restartCount: version % 7,
        image: `registry.example.com/shop/${container}:1.42.0`,
        imageID:
          'registry.example.com/shop/app@sha256:3f2b8c6d0e9a4f1b7c5d2e8a9b0c1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f6a7b8c',
        containerID: `containerd://${version.toString(16).padStart(64, '0')}`,
        started: true,
      })),
      qosClass: 'Burstable',
    },
  };
}
