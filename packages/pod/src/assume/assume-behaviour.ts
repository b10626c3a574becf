import type { IContainer, IPod } from 'kubernetes-models/v1';
import type { Behaviour } from '../simulate/scenario.ts';
import { assumeContainer, type ContainerPlace } from './assume-container.ts';
import type { Assumption } from './assumption.ts';
import { isCompanion } from './companion.ts';
import { asksToQuit, quitting } from './quit-request.ts';

/** How every container of a pod behaves, and what was assumed to say so. */
export interface AssumedBehaviour {
  readonly behaviour: Readonly<Record<string, readonly Behaviour[]>>;
  readonly assumptions: readonly Assumption[];
}

/** Where the pod comes from: `Pod`, `Deployment`, `Job`, … */
export interface AssumeOptions {
  readonly kind: string;
}

/** Reads what the commands of a pod decide, and assumes what is usual for the rest. */
export function assumeBehaviour(pod: IPod, { kind }: AssumeOptions): AssumedBehaviour {
  const finishes = isMeantToFinish(kind, pod.spec?.restartPolicy);
  const mains = pod.spec?.containers ?? [];
  const hasWorker = finishes && mains.some((container) => !isCompanion(container));
  const helps = (container: IContainer) => hasWorker && isCompanion(container);
  const behaviours = new Map<string, Behaviour>();
  const assumptions: Assumption[] = [];
  const add = (container: IContainer, place: ContainerPlace['kind']) => {
    const assumed = assumeContainer(container, { pod, kind: place, finishes, helps: helps(container) });
    behaviours.set(container.name, assumed.behaviour);
    assumptions.push(...assumed.assumptions);
  };
  for (const c of pod.spec?.initContainers ?? []) add(c, c.restartPolicy === 'Always' ? 'sidecar' : 'init');
  for (const c of mains) add(c, 'main');
  const worker = hasWorker ? mains.find((container) => !isCompanion(container) && asksToQuit(container)) : undefined;
  if (worker) letQuit(worker.name, mains.filter(helps), { behaviours, assumptions });
  const behaviour = Object.fromEntries([...behaviours].map(([name, each]) => [name, [each]]));
  return { behaviour, assumptions };
}

/** Whether a pod is there to finish: of a Job, or not to be restarted. */
export function isMeantToFinish(kind: string, restartPolicy = 'Always'): boolean {
  return kind === 'Job' || kind === 'CronJob' || restartPolicy !== 'Always';
}

interface Assumed {
  readonly behaviours: Map<string, Behaviour>;
  readonly assumptions: Assumption[];
}

function letQuit(worker: string, helpers: readonly IContainer[], { behaviours, assumptions }: Assumed): void {
  const work = behaviours.get(worker);
  for (const { name } of helpers) {
    const helper = behaviours.get(name);
    const at = assumptions.findIndex(({ container, what }) => container === name && what === 'run');
    if (!work || !helper || assumptions[at]?.because !== 'assumed') continue;
    const { behaviour, assumption } = quitting({ name, behaviour: helper }, { name: worker, behaviour: work });
    behaviours.set(name, behaviour);
    assumptions[at] = assumption;
  }
}
