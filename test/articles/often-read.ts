import { type Claim, verdict } from './claim.ts';
import { apiServer, effectiveRequests, type IPodSpec, podResources, printQuantity, resourceRulesFor } from './door.ts';
import { first, lastPhase, playPod, starts } from './play-pod.ts';

const probe = { exec: { command: ['check'] }, periodSeconds: 1 };
const sidecar = (name: string, more = {}) => ({ name, image: `${name}:1`, restartPolicy: 'Always', ...more });
const app = { name: 'app', image: 'app:1' };

/** What is read in many places. */
export const OFTEN_READ: readonly Claim[] = [
  {
    says: 'Under `restartPolicy: Never` a sidecar that fails while it starts fails the pod (the old text of KEP-753).',
    judge() {
      const spec: IPodSpec = {
        restartPolicy: 'Never',
        initContainers: [sidecar('proxy', { startupProbe: probe })],
        containers: [app],
      };
      const life = playPod({ spec, behaviour: { proxy: { startup: 'never' } }, until: '1h' });
      return {
        verdict: verdict(lastPhase(life) === 'Failed'),
        shows: `The sidecar is restarted under every policy: after an hour it has been started ${starts(life, 'proxy')} times, the pod is ${lastPhase(life)}, and nothing but activeDeadlineSeconds would end that.`,
      };
    },
  },
  {
    says: 'A sidecar’s preStop hook runs when the app has ended.',
    judge() {
      const spec: IPodSpec = {
        initContainers: [sidecar('proxy', { lifecycle: { preStop: { exec: { command: ['drain'] } } } })],
        containers: [app],
      };
      const behaviour = { app: { onTerm: { after: '8s' } }, proxy: { preStop: '3s' } };
      const life = playPod({ spec, behaviour, deleteAt: '20s' });
      const begins = first(life, 'proxy', 'hookBegin');
      return {
        verdict: verdict(begins >= first(life, 'app', 'exit')),
        shows: `Deleted at 20 s, the app ends at ${first(life, 'app', 'exit')} s; the sidecar's hook begins at ${begins} s, with all the others. Only SIGTERM waits for its turn.`,
      };
    },
  },
  {
    says: 'Every container has the whole grace period to itself.',
    judge() {
      const spec: IPodSpec = {
        terminationGracePeriodSeconds: 30,
        initContainers: [sidecar('proxy')],
        containers: [app],
      };
      const ignore = { onTerm: { ignore: true } };
      const life = playPod({ spec, behaviour: { app: ignore, proxy: ignore }, deleteAt: '10s' });
      const [termed, killed] = [first(life, 'proxy', 'term') - 10, first(life, 'proxy', 'killed') - 10];
      return {
        verdict: verdict(killed - termed >= 30),
        shows: `They share it: of 30 s an app that ignores SIGTERM uses all, so the sidecar gets SIGTERM ${termed} s after the delete and SIGKILL ${killed} s after it.`,
      };
    },
  },
  {
    says: 'A sidecar that ends with an error makes its Job fail.',
    judge() {
      const spec: IPodSpec = { restartPolicy: 'Never', initContainers: [sidecar('proxy')], containers: [app] };
      const behaviour = { app: { run: '10s' }, proxy: { onTerm: { exit: 143 } } };
      const life = playPod({ spec, behaviour });
      return {
        verdict: verdict(lastPhase(life) === 'Failed'),
        shows: `The app ends with 0, the sidecar with 143, and the pod has ${lastPhase(life)}. (The Job controller counts restarts of sidecars under OnFailure, though.)`,
      };
    },
  },
  {
    says: 'Native sidecars are stable since 1.29; since 1.32.',
    judge() {
      const isLocked = (minor: number) =>
        apiServer(minor, { SidecarContainers: false }).gates.SidecarContainers === true;
      const minors = [29, 30, 31, 32, 33, 34];
      const stable = minors.find(isLocked);
      return {
        verdict: verdict(stable === 29 || stable === 32),
        shows: `On by default since 1.29, as beta; from 1.${stable} on the gate cannot be turned off any more, which is what stable means.`,
      };
    },
  },
  {
    says: 'For init containers a pod counts with the largest of their requests.',
    judge() {
      const asks = (cpu: string) => ({ resources: { requests: { cpu } } });
      const inits = [sidecar('proxy', asks('100m')), { name: 'migrate', image: 'm:1', ...asks('200m') }];
      const count = (initContainers: IPodSpec['initContainers']) => {
        const spec: IPodSpec = { initContainers: initContainers ?? [], containers: [{ ...app, ...asks('100m') }] };
        const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' }, spec } as const;
        const cpu = effectiveRequests(podResources(pod, resourceRulesFor(36, 2, {}))).get('cpu');
        return cpu ? printQuantity(cpu.total) : '';
      };
      return {
        verdict: verdict(count(inits) === '200m'),
        shows: `An ordinary init container runs beside the sidecars before it, and order matters: sidecar 100m, then init container 200m, app 100m count for ${count(inits)}; with the init container first, for ${count(inits.toReversed())}.`,
      };
    },
  },
];
