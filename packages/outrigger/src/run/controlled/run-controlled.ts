import { type ApiObject, startControllers, startInformer } from '@outrigger/cluster';
import type { PodNews } from '@outrigger/node';
import { Failure } from '../../world/failure.ts';
import type { PodEnd } from '../exit-code.ts';
import type { ControlledObject } from '../plan/controlled-object.ts';
import type { PlannedPod } from '../plan/plan-workload.ts';
import type { RunningPod } from '../start-pod.ts';
import { openCluster } from './open-cluster.ts';
import { RESOURCES } from './resources.ts';
import { runBoundPods } from './run-bound-pods.ts';
import { tellWarnings } from './tell-warnings.ts';
import { endsOf, letGo, verdictOf, type WantedObject, wantedBy, wantObject } from './wanted-object.ts';

/** What running objects by their controllers needs. */
export interface ControlledOptions {
  readonly root: string;
  readonly objects: readonly ControlledObject[];
  /** A Job that has ended stays, with its pods, until somebody stops them. */
  readonly stays: boolean;
  /** Whether controllers react at once. */
  readonly isFast: boolean;
  /** Starts a pod, and shows it. */
  readonly begin: (planned: PlannedPod, also: AlsoHeard) => Promise<RunningPod>;
  readonly say: (text: string) => void;
}

/** What else becomes of a pod that is controlled. */
export interface AlsoHeard {
  readonly hear: (news: PodNews) => void;
  readonly stopping: () => Promise<void>;
}

/** Objects whose controllers are at work. */
export interface ControlledRun {
  /** How all pods that count have ended, when all is over. */
  readonly ended: Promise<readonly PodEnd[]>;
  /** No further pod is made, and those that run are left to whoever has begun them. */
  readonly stop: () => void;
}

/** Runs objects by their controllers, which work on an API server of this process that nobody else reaches. */
export async function runControlled(options: ControlledOptions): Promise<ControlledRun> {
  const { root, objects, stays, isFast, begin, say } = options;
  const cluster = await openCluster(root, objects);
  const { client } = cluster;
  const controlling = new AbortController();
  const living = new AbortController();
  const { promise: ended, resolve, reject } = Promise.withResolvers<readonly PodEnd[]>();
  const all: WantedObject[] = [];

  const isOver = ({ verdict, isLetGo, starting, running }: WantedObject): boolean =>
    (verdict !== undefined || isLetGo || controlling.signal.aborted) && starting + running.size === 0;
  let failure: Failure | undefined;
  const look = (): void => {
    if (living.signal.aborted || !all.every(isOver)) return;
    controlling.abort();
    living.abort();
    cluster.remove();
    if (failure) reject(failure);
    else resolve(all.flatMap(endsOf));
  };
  const endPods = ({ running }: WantedObject): void => {
    for (const pod of running) pod.delete(undefined);
  };
  const fail = (error: unknown): void => {
    controlling.abort();
    if (error instanceof Failure) failure ??= error;
    else reject(error);
    for (const wanted of all) endPods(wanted);
    look();
  };
  const startOne = async (object: ApiObject, hear: (news: PodNews) => void): Promise<RunningPod | undefined> => {
    const wanted = await wantedBy(client, object, all);
    if (wanted === undefined || controlling.signal.aborted) return undefined;
    wanted.starting++;
    const stopping = () => letGo(client, wanted);
    const pod = await begin(toPlanned(object, wanted), { hear, stopping }).finally(() => wanted.starting--);
    wanted.running.add(pod);
    return pod;
  };
  const left = async (pod: RunningPod): Promise<void> => {
    const wanted = all.find(({ running }) => running.has(pod));
    wanted?.ends.push(await pod.finished);
    wanted?.running.delete(pod);
    look();
  };

  for (const object of objects) all.push(await wantObject(client, object));
  if (all.some(({ controlled }) => controlled.kind === 'Job')) {
    const jobs = startInformer({ client, resource: RESOURCES.Job, signal: living.signal, onBug: fail });
    jobs.subscribe(({ type, object }) => {
      const wanted = all.find(({ uid }) => uid === object.metadata?.uid);
      if (wanted === undefined) return;
      wanted.verdict ??= verdictOf(object);
      // Its own time after its end may be over.
      const isGone = type === 'DELETED' && !wanted.isLetGo;
      if (isGone) wanted.isLetGo = true;
      if (isGone || (wanted.verdict && !stays)) endPods(wanted);
      look();
    });
  }
  // Times in Events are whole seconds.
  tellWarnings(client, { since: Date.now() - 1000, signal: living.signal, say });
  runBoundPods({ client, node: cluster.node, root, signal: living.signal, start: startOne, left, fail });
  await startControllers(client, {
    signal: controlling.signal,
    only: CONTROLLERS,
    ...(isFast && { jobGatherMs: 0 }),
    complain: fail,
  });
  return {
    ended,
    stop() {
      controlling.abort();
      look();
    },
  };
}

const CONTROLLERS = [
  'deployment-controller',
  'replicaset-controller',
  'replicationcontroller-controller',
  'statefulset-controller',
  'daemonset-controller',
  'job-controller',
  'ttl-after-finished-controller',
];

function toPlanned(object: ApiObject, { controlled: { workload } }: WantedObject): PlannedPod {
  const { namespace = 'default', name = '', uid = '' } = object.metadata ?? {};
  return { workload, namespace, name, uid, pod: object as unknown as PlannedPod['pod'] };
}
