import type { Kubelet } from '../../../../packages/pod/src/kubelet/profile.ts';
import { type Container, type Pod, readPod } from '../../../../packages/pod/src/model/pod.ts';
import { numbersOf, type Word, wordsOf } from './words.ts';

/**
 * A pod in short. A container is a line `KIND NAME WORDS`:
 *
 * - KIND: `init`, `sidecar`, `main` or `ephemeral`
 * - `Always`, `OnFailure`, `Never`: its own restartPolicy
 * - `startup`, `readiness`, `liveness`: it has that probe; in parentheses `initialDelay`, `period`, `timeout`, `success`,
 *   `failure` and `grace`
 * - `restart(1)`, `restartAll(42)`: a restartPolicyRule for these exit codes
 * - `image=NAME`: its image, by default its name
 */
export interface GivenPod {
  readonly policy?: 'Always' | 'OnFailure' | 'Never';
  /** Seconds: terminationGracePeriodSeconds, activeDeadlineSeconds. */
  readonly grace?: number;
  readonly deadline?: number;
  readonly readinessGates?: readonly string[];
  readonly containers?: readonly string[];
}

type IPod = Parameters<typeof readPod>[0];
type IContainer = NonNullable<IPod['spec']>['containers'][number];
type IProbe = NonNullable<IContainer['startupProbe']>;

/** The pod as one kubelet reads it. */
export function podOf(given: GivenPod, kubelet: Kubelet): Pod {
  return readPod(manifestOf(given), kubelet);
}

/** The container with a name; a name that is not there is a mistake in a table. */
export function containerOf(pod: Pod, name: string): Container {
  const container = pod.containers.find((c) => c.name === name);
  if (!container) throw new Error(`the pod has no container ${name}`);
  return container;
}

function manifestOf(given: GivenPod): IPod {
  const inits: IContainer[] = [];
  const lists = { init: inits, sidecar: inits, main: [] as IContainer[], ephemeral: [] as IContainer[] };
  for (const line of given.containers ?? []) {
    const [kind, name, ...words] = wordsOf(line);
    const list = lists[kind?.name as keyof typeof lists];
    if (!list || !name) throw new Error(`no container: ${line}`);
    list.push(readContainer(kind?.name ?? '', name.name, words));
  }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'pod', namespace: 'default' },
    spec: {
      restartPolicy: given.policy ?? 'Always',
      ...(given.grace === undefined ? {} : { terminationGracePeriodSeconds: given.grace }),
      ...(given.deadline === undefined ? {} : { activeDeadlineSeconds: given.deadline }),
      readinessGates: (given.readinessGates ?? []).map((conditionType) => ({ conditionType })),
      initContainers: inits,
      containers: lists.main,
      ephemeralContainers: lists.ephemeral,
    },
  };
}

function readContainer(kind: string, name: string, words: readonly Word[]): IContainer {
  const container: IContainer = {
    name,
    image: `${name}:1`,
    ...(kind === 'sidecar' ? { restartPolicy: 'Always' } : {}),
  };
  for (const word of words) {
    if (['Always', 'OnFailure', 'Never'].includes(word.name)) container.restartPolicy = word.name;
    else if (word.name === 'image') container.image = word.value ?? '';
    else if (word.name === 'restart' || word.name === 'restartAll') addRule(container, word);
    else if (word.name === 'startup') container.startupProbe = readProbe(word);
    else if (word.name === 'readiness') container.readinessProbe = readProbe(word);
    else if (word.name === 'liveness') container.livenessProbe = readProbe(word);
    else throw new Error(`container ${name}: what is ${word.name}?`);
  }
  return container;
}

function addRule(container: IContainer, { name, inside }: Word): void {
  const action = name === 'restart' ? 'Restart' : 'RestartAllContainers';
  const values = (inside ?? '').split(' ').map(Number);
  container.restartPolicyRules ??= [];
  container.restartPolicyRules.push({ action, exitCodes: { operator: 'In', values } });
}

function readProbe({ inside }: Word): IProbe {
  const { initialDelay, period, timeout, success, failure, grace, ...others } = numbersOf(inside);
  if (Object.keys(others).length > 0) throw new Error(`what is ${inside} of a probe?`);
  return {
    exec: { command: ['true'] },
    ...(initialDelay === undefined ? {} : { initialDelaySeconds: initialDelay }),
    periodSeconds: period ?? 1,
    timeoutSeconds: timeout ?? 1,
    successThreshold: success ?? 1,
    failureThreshold: failure ?? 1,
    ...(grace === undefined ? {} : { terminationGracePeriodSeconds: grace }),
  };
}
