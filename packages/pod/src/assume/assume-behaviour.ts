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
  /** What is known to serve the others; names and images tell of more. */
  readonly helpers?: readonly Helper[];
}

/** A container that serves the others of its pod, and so runs on when their work is done. */
export interface Helper {
  readonly name: string;
  /** The container that tells it to end, once its own work is done. */
  readonly endedBy?: string;
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
  const asking = mains.find((container) => !helps(container) && asksToQuit(container));
  for (const { name } of helping) {
    const known = helpers.find((helper) => helper.name === name);
    letQuit(name, known ? known.endedBy : asking?.name, { behaviours, assumptions });
  }
  const behaviour = Object.fromEntries([...behaviours].map(([name, each]) => [name, [each]]));
  return { behaviour, assumptions };
}

/** Whether a pod is there to finish: of a Job, or not to be restarted. */
export function isMeantToFinish(kind: string, restartPolicy = 'Always'): boolean {
  return kind === 'Job' || kind === 'CronJob' || restartPolicy !== 'Always';
}

/** Those that serve the others: there has to be one that they serve, and where nobody else is, it is one that only looks like them. */
function helpersAmong(mains: readonly IContainer[], known: readonly Helper[]): readonly IContainer[] {
  const named = mains.filter(({ name }) => known.some((helper) => helper.name === name));
  const looking = mains.filter((container) => named.includes(container) || isCompanion(container));
  return [looking, named].find(({ length }) => length < mains.length) ?? [];
}

interface Assumed {
  readonly behaviours: Map<string, Behaviour>;
  readonly assumptions: Assumption[];
}

function letQuit(name: string, worker: string | undefined, { behaviours, assumptions }: Assumed): void {
  const work = worker === undefined ? undefined : behaviours.get(worker);
  const helper = behaviours.get(name);
  const at = assumptions.findIndex(({ container, what }) => container === name && what === 'run');
  if (worker === undefined || !work || !helper || assumptions[at]?.because !== 'assumed') return;
  const { behaviour, assumption } = quitting({ name, behaviour: helper }, { name: worker, behaviour: work });
  behaviours.set(name, behaviour);
  assumptions[at] = assumption;
}
