/** One call of kubectl, in the order in which they follow each other. */
export interface Step {
  readonly args: string;
  /** What stands in its input, for `-f -`. */
  readonly input?: object | readonly object[];
  /** What is printed is the client's own words: compared only where the version of kubectl is that of the recording. */
  readonly isWorded?: boolean;
  /** The first minor version of kubectl that can do it. */
  readonly since?: number;
}

const container = { name: 'c', image: 'nginx:1', ports: [{ containerPort: 80 }] };

const web = (replicas: number, image: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ ...container, image }] } },
  },
});

const pod = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels: { app: 'one' } },
  spec: { containers: [container] },
});

const running = {
  status: {
    phase: 'Running',
    podIP: '10.1.2.3',
    podIPs: [{ ip: '10.1.2.3' }],
    conditions: [{ type: 'Ready', status: 'True' }],
    containerStatuses: [
      {
        name: 'c',
        image: 'nginx:1',
        imageID: '',
        ready: true,
        restartCount: 2,
        state: { running: { startedAt: '2026-01-02T03:04:05Z' } },
        lastState: { terminated: { exitCode: 1, reason: 'Error', finishedAt: '2026-01-02T03:04:04Z' } },
      },
    ],
  },
};

const node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n1', labels: { 'node-role.kubernetes.io/worker': '' } },
  status: {
    conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' }],
    addresses: [{ type: 'InternalIP', address: '192.168.0.1' }],
    nodeInfo: {
      kubeletVersion: 'v1.36.2',
      osImage: 'Debian',
      kernelVersion: '6.1',
      containerRuntimeVersion: 'containerd://2',
      architecture: 'amd64',
      operatingSystem: 'linux',
      machineID: '',
      systemUUID: '',
      bootID: '',
      kubeProxyVersion: '',
    },
  },
};

const configMap = (data: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'conf' }, data });

/** A day with kubectl. Everything is in the namespace `demo`, which it begins with. */
export const steps: readonly Step[] = [
  { args: 'create namespace demo' },
  { args: 'create serviceaccount default' },
  { args: 'get namespaces demo' },
  { args: 'api-resources --api-group=apps --no-headers', isWorded: true },
  // Creating by word.
  { args: 'create configmap words --from-literal=a=1 --from-literal=b=2' },
  { args: 'create configmap words' },
  { args: 'create secret generic hidden --from-literal=p=x' },
  { args: 'create deployment nginx --image=nginx:1' },
  { args: 'create job once --image=busybox -- date' },
  { args: 'create cronjob often --image=busybox --schedule=@hourly -- date', since: 21 },
  { args: 'create service clusterip svc --tcp=80:8080' },
  { args: 'create role reader --verb=get,list --resource=pods' },
  { args: 'create rolebinding readers --role=reader --serviceaccount=demo:default --user=jane' },
  { args: 'create quota most --hard=configmaps=20' },
  { args: 'create poddisruptionbudget pdb --selector=app=web --min-available=1', since: 22 },
  { args: 'create configmap dry --from-literal=a=1 --dry-run=client -o yaml', isWorded: true },
  { args: 'create configmap dry --from-literal=a=1 --dry-run=server -o name' },
  { args: 'get configmap dry' },
  // Looking.
  { args: 'get configmaps' },
  { args: 'get configmap words -o yaml', since: 21 },
  { args: 'get configmap words -o json', since: 21 },
  { args: 'get configmap words -o name' },
  { args: 'get configmap words -o jsonpath={.data.a}' },
  { args: 'get configmaps -o custom-columns=NAME:.metadata.name,A:.data.a' },
  { args: 'get configmaps --no-headers' },
  { args: 'get secret,role,rolebinding,pdb', since: 22 },
  { args: 'get service svc -o jsonpath={.spec.ports[0].targetPort}' },
  { args: 'get cronjobs,jobs,deployments -o wide', since: 21 },
  { args: 'get nothing' },
  { args: 'get configmap nowhere' },
  { args: 'get configmaps -l none=here' },
  // Files.
  { args: 'apply -f -', input: configMap({ a: '1', b: '2' }) },
  { args: 'apply -f -', input: configMap({ a: '1', b: '2' }) },
  { args: 'diff -f -', input: configMap({ a: '1', c: '3' }), isWorded: true },
  { args: 'apply -f -', input: configMap({ a: '1', c: '3' }) },
  { args: 'get configmap conf -o jsonpath={.data}' },
  { args: 'apply -f -', input: web(1, 'nginx:1') },
  { args: 'apply -f -', input: web(2, 'nginx:2') },
  { args: 'get deployment web -o wide' },
  { args: 'get deployment web -o jsonpath={.metadata.generation}' },
  { args: 'apply --server-side -f -', input: configMap({ a: '1', d: '4' }), since: 22 },
  { args: 'apply --server-side --field-manager=other -f -', input: configMap({ a: '9' }), since: 22, isWorded: true },
  { args: 'apply --server-side --field-manager=other --force-conflicts -f -', input: configMap({ a: '9' }), since: 22 },
  { args: 'get configmap conf -o jsonpath={.data}', since: 22 },
  {
    args: 'create -f -',
    input: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'bad' }, datta: {} },
    isWorded: true,
  },
  { args: 'replace -f -', input: configMap({ z: '26' }) },
  // Changing.
  { args: 'scale deployment web --replicas=3' },
  { args: 'get deployment web' },
  { args: 'label configmap conf tier=back' },
  { args: 'label configmap conf tier=front', isWorded: true },
  { args: 'label configmap conf tier=front --overwrite' },
  { args: 'annotate configmap conf note=hi' },
  { args: 'get configmaps -L tier -l tier=front' },
  { args: 'patch configmap conf -p {"data":{"y":"25"}}' },
  { args: 'patch configmap conf --type=merge -p {"data":{"z":null}}' },
  { args: 'patch configmap conf --type=json -p [{"op":"add","path":"/data/x","value":"24"}]' },
  { args: 'get configmap conf -o jsonpath={.data}' },
  { args: 'patch deployment web -p {"spec":{"template":{"spec":{"containers":[{"name":"log","image":"l:1"}]}}}}' },
  { args: 'get deployment web -o jsonpath={.spec.template.spec.containers[*].name}' },
  { args: 'set image deployment/web c=nginx:3' },
  { args: 'get deployment web -o jsonpath={.spec.template.spec.containers[?(@.name=="c")].image}' },
  { args: 'expose deployment web --port=80 --target-port=8080' },
  { args: 'autoscale deployment web --min=1 --max=4 --cpu-percent=80' },
  { args: 'get hpa web' },
  { args: 'edit configmap conf', isWorded: true },
  { args: 'get configmap conf -o jsonpath={.data.y}' },
  // Nodes and pods.
  { args: 'apply -f -', input: node },
  { args: 'get nodes' },
  { args: 'get nodes -o wide' },
  { args: 'cordon n1' },
  { args: 'get nodes' },
  { args: 'uncordon n1' },
  { args: 'taint nodes n1 only=me:NoSchedule' },
  { args: 'apply -f -', input: pod('one') },
  { args: 'get pods' },
  { args: 'logs one' },
  { args: 'exec one -- ls', isWorded: true },
  { args: 'port-forward one 18080:80', isWorded: true },
  { args: `patch pod one --subresource=status --type=merge -p ${JSON.stringify(running)}`, since: 24 },
  { args: 'get pods', since: 24 },
  { args: 'get pod one -o wide', since: 24 },
  { args: 'wait pod/one --for=condition=Ready --timeout=5s', since: 24 },
  { args: 'describe pod one', isWorded: true },
  { args: 'describe deployment web', isWorded: true },
  { args: 'get all', isWorded: true },
  // Asking.
  { args: 'explain pod.spec.containers.ports.containerPort', isWorded: true },
  { args: 'explain deployment.spec.strategy', isWorded: true },
  { args: 'explain configmap.nothing', isWorded: true },
  { args: 'auth can-i create pods' },
  { args: 'auth can-i create pods --as=jane' },
  { args: 'auth whoami -o jsonpath={.status.userInfo.username}', since: 27 },
  {
    args: 'create -f -',
    input: {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'one.1' },
      involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace: 'demo', name: 'one' },
      reason: 'Started',
      message: 'Started container c',
      type: 'Normal',
      count: 2,
      firstTimestamp: '2026-01-02T03:04:05Z',
      lastTimestamp: '2026-01-02T03:05:05Z',
      source: { component: 'kubelet', host: 'n1' },
    },
  },
  { args: 'get events' },
  { args: 'get events -o wide' },
  { args: 'events', since: 26, isWorded: true },
  // The end.
  { args: 'delete configmap conf words' },
  { args: 'wait configmap/conf --for=delete --timeout=5s', since: 22 },
  { args: 'delete configmap conf' },
  { args: 'delete configmap conf --ignore-not-found' },
  { args: 'delete deployment web' },
  { args: 'delete pod one --grace-period=0 --force', isWorded: true },
  { args: 'delete services,jobs,cronjobs --all', since: 21 },
  { args: 'get configmap,service,job', since: 21 },
  { args: 'delete node n1' },
];
