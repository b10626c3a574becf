import { type Claim, verdict, verdictByVersion } from './claim.ts';
import { effectiveRequests, type IPodSpec, kubeletOf, podResources, printQuantity, resourceRulesFor } from './door.ts';
import { first, lastPhase, playPod, starts } from './play-pod.ts';

const proxy = { name: 'proxy', image: 'proxy:1', restartPolicy: 'Always' };
const startupProbe = {
  httpGet: { path: '/startup', port: 9739 },
  periodSeconds: 1,
  failureThreshold: 60,
  timeoutSeconds: 10,
};
const app = { name: 'app', image: 'app:1' };
const native: IPodSpec = { initContainers: [{ ...proxy, startupProbe }], containers: [app] };
const legacy: IPodSpec = { containers: [app, { name: 'proxy', image: 'proxy:1' }] };

/** The article "Moving to Native Sidecars" (K. Stoney, AutoTrader). */
export const MOVING_TO_NATIVE_SIDECARS: readonly Claim[] = [
  {
    says: 'The app needs no shim any more that polls for the proxy before it starts.',
    judge() {
      const behaviour = { proxy: { startup: '12s' } };
      const [with_, without] = [playPod({ spec: native, behaviour }), playPod({ spec: legacy, behaviour })];
      return {
        verdict: verdict(first(with_, 'app', 'start') >= 12),
        shows: `A proxy that serves 12 s after its start: as a sidecar with this startup probe the app starts at ${first(with_, 'app', 'start')} s, as an ordinary container at ${first(without, 'app', 'start')} s.`,
      };
    },
  },
  {
    says: 'The startup probe of the SQL proxy (period 1 s, 60 failures, timeout 10 s) gives it a minute.',
    judge() {
      const life = playPod({ spec: native, behaviour: { proxy: { startup: 'never' } }, until: '5m' });
      return {
        verdict: verdict(first(life, 'proxy', 'term') === 60 && starts(life, 'app') === 0),
        shows: `A proxy that never serves gets SIGTERM at ${first(life, 'proxy', 'term')} s and is started again; the app has started ${starts(life, 'app')} times.`,
      };
    },
  },
  {
    says: 'The proxy needs no script that polls netstat before it exits: it outlives the app.',
    judge() {
      const play = (kubelet: string) =>
        playPod({ spec: native, behaviour: { app: { onTerm: { after: '8s' } } }, deleteAt: '20s', kubelet });
      const outlives = (kubelet: string) =>
        first(play(kubelet), 'proxy', 'term') >= first(play(kubelet), 'app', 'exit');
      return {
        verdict: verdictByVersion(['1.28.15', '1.29.2', '1.30.3', '1.36.2'], outlives),
        shows: `Deleted at 20 s, an app that needs 8 s to end: the sidecar gets SIGTERM at ${first(play('1.36.2'), 'proxy', 'term')} s; under 1.28 at ${first(play('1.28.15'), 'proxy', 'term')} s, together with the app.`,
      };
    },
  },
  {
    says: 'A Job needs no POST to /quitquitquit at its end, and no controller that ends sidecars.',
    judge() {
      const behaviour = { app: { run: '30s' } };
      const job = (spec: IPodSpec) => playPod({ spec: { ...spec, restartPolicy: 'Never' }, behaviour, until: '1h' });
      return {
        verdict: verdict(lastPhase(job(native)) === 'Succeeded' && lastPhase(job(legacy)) === 'Running'),
        shows: `When the work is done at 30 s the sidecar gets SIGTERM at ${first(job(native), 'proxy', 'term')} s and the pod is ${lastPhase(job(native))}; with an ordinary container it is still ${lastPhase(job(legacy))} after an hour.`,
      };
    },
  },
  {
    says: 'With several sidecars, one of which has not started, the others get no termination signal (kubernetes#125880).',
    judge() {
      const spec: IPodSpec = {
        terminationGracePeriodSeconds: 60,
        initContainers: [proxy, { name: 'second', image: 'missing', restartPolicy: 'Always' }],
        containers: [app],
      };
      const termAt = (kubelet: string) => first(playPod({ spec, deleteAt: '10s', kubelet }), 'proxy', 'term') - 10;
      return {
        verdict: verdictByVersion(['1.29.7', '1.29.8', '1.30.3', '1.30.4', '1.31.0', '1.36.2'], (v) => termAt(v) > 1),
        shows: `Grace 60 s: SIGTERM comes ${termAt('1.30.3')} s after the delete under 1.30.3, and ${termAt('1.30.4')} s after it under 1.30.4.`,
      };
    },
  },
  {
    says: '1.29 is the version to move on.',
    judge() {
      const isOn = (version: string) => kubeletOf(version)?.gates.SidecarContainers ?? false;
      return {
        verdict: verdictByVersion(['1.28', '1.29'], isOn) === 'right in 1.29; not in 1.28' ? 'right' : '**wrong**',
        shows: `The gate SidecarContainers is ${isOn('1.28') ? 'on' : 'off'} in 1.28 and ${isOn('1.29') ? 'on' : 'off'} in 1.29. Its early patches have [bugs](kubelets.md) of their own.`,
      };
    },
  },
  {
    says: 'Relabelling kube_pod_init_container_resource_requests to kube_pod_container_resource_requests mends the dashboards.',
    judge() {
      const asks = (cpu: string) => ({ resources: { requests: { cpu } } });
      const spec: IPodSpec = {
        initContainers: [
          { name: 'migrate', image: 'm:1', ...asks('500m') },
          { ...proxy, ...asks('100m') },
        ],
        containers: [{ ...app, ...asks('200m') }],
      };
      const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' }, spec } as const;
      const cpu = effectiveRequests(podResources(pod, resourceRulesFor(36, 2, {}))).get('cpu');
      const [counts, steady] = [cpu && printQuantity(cpu.total), cpu && printQuantity(cpu.steady.sum)];
      return {
        verdict: verdict(counts === '800m'),
        shows: `It takes ordinary init containers along: with an init container of 500m, a sidecar of 100m and an app of 200m the dashboard says 800m. What runs asks for ${steady}, and the scheduler counts ${counts}. The rule has to join \`kube_pod_init_container_info{restart_policy="Always"}\`.`,
      };
    },
  },
  {
    says: 'Istio adds `Connection: close` (istio#51855).',
    judge: () => ({ verdict: 'not judged', shows: 'That is between the proxies; no kubelet has a part in it.' }),
  },
];
