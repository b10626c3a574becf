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
  /** Containers that are known to serve the others; names and images tell of more. */
  readonly helpers?: readonly string[];
}

/** Reads what the commands of a pod decide, and assumes what is usual for the rest. */
export function assumeBehaviour(pod: IPod, { kind, helpers = [] }: AssumeOptions): AssumedBehaviour {
  const finishes = isMeantToFinish(kind, pod.spec?.restartPolicy);
  const mains = pod.spec?.containers ?? [];
  const helping = finishes ? helpersAmong(mains, helpers) : [];
  const helps = (container: IContainer) => helping.includes(container);
  const behaviours = new Map<string, Behaviour>();
  const assumptions: Assumption[] = [];
  const add = (container: IContainer, place: ContainerPlace['kind']) => {
    const assumed = assumeContainer(container, { pod, kind: place, finishes, helps: helps(container) });
    behaviours.set(container.name, assumed.behaviour);
    assumptions.push(...assumed.assumptions);
  };
  for (const c of pod.spec?.initContainers ?? []) add(c, c.restartPolicy === 'Always' ? 'sidecar' : 'init');
  for (const c of mains) add(c, 'main');
  const worker = helping.length > 0 ? mains.find((container) => !helps(container) && asksToQuit(container)) : undefined;
  if (worker) letQuit(worker.name, mains.filter(helps), { behaviours, assumptions });
  const behaviour = Object.fromEntries([...behaviours].map(([name, each]) => [name, [each]]));
  return { behaviour, assumptions };
}

/** Whether a pod is there to finish: of a Job, or not to be restarted. */
export function isMeantToFinish(kind: string, restartPolicy = 'Always'): boolean {
  return kind === 'Job' || kind === 'CronJob' || restartPolicy !== 'Always';
}

/** Those that serve the others: there has to be one that they serve, and where nobody else is, it is one that only looks like them. */
function helpersAmong(mains: readonly IContainer[], known: readonly string[]): readonly IContainer[] {
  const named = mains.filter(({ name }) => known.includes(name));
  const looking = mains.filter((container) => named.includes(container) || isCompanion(container));
  return [looking, named].find(({ length }) => length < mains.length) ?? [];
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
