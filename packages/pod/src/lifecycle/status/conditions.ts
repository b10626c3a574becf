import type { Container } from '../../model/pod.ts';
import { newestOf, type Runtime } from '../runtime.ts';
import { needsSandbox } from '../sync/plan-sync.ts';
import type { Turn } from '../turn.ts';
import { type ContainerStatus, isRestartingAll } from './container-statuses.ts';
import type { Phase, PodStatus } from './pod-status.ts';

/** One pod condition; `status` true or false as the API's "True" and "False". */
export interface Condition {
  readonly type: string;
  readonly status: boolean;
  readonly reason: string;
  readonly message: string;
}

/** What conditions are made from. */
export interface ConditionSource {
  readonly containers: readonly ContainerStatus[];
  readonly phase: Phase;
  readonly runtime: Runtime;
  readonly before: PodStatus | undefined;
}

/** Every condition the kubelet owns, in its order (pkg/kubelet/kubelet_pods.go, status/generate.go at 1.36.2). */
export function conditionsOf(turn: Turn, source: ConditionSource): readonly Condition[] {
  const conditions: Condition[] = [];
  if (turn.kubelet.gates.PodReadyToStartContainersCondition) {
    conditions.push(condition('PodReadyToStartContainers', !needsSandbox(source.runtime)));
  }
  conditions.push(initialized(turn, source));
  conditions.push(...readyConditions(turn, source.containers, source.phase));
  conditions.push(condition('PodScheduled', true));
  if (turn.kubelet.gates.RestartAllContainersOnContainerExits && turn.pod.mayRestartAll) {
    conditions.push(allContainersRestarting(turn, source));
  }
  return conditions;
}

/** `Ready` and `ContainersReady`, which change with every verdict of a readiness probe. */
export function readyConditions(
  turn: Turn,
  containers: readonly ContainerStatus[],
  phase: Phase,
): readonly Condition[] {
  const containersReady = containersReadyOf(turn, containers, phase);
  return [{ ...podReady(turn, containersReady), type: 'Ready' }, containersReady];
}

function condition(type: string, status: boolean, reason = '', message = ''): Condition {
  return { type, status, reason, message };
}

function initialized(turn: Turn, { containers, phase, before }: ConditionSource): Condition {
  if (phase === 'Succeeded') return condition('Initialized', true, 'PodCompleted');
  const hasRun = turn.pod.mains.some((c) => (containers[c.index]?.state.is ?? 'waiting') !== 'waiting');
  if (hasRun && turn.kubelet.limits.knowsSidecars) return condition('Initialized', true);
  const incomplete = turn.pod.inits.filter((c) => !isInitialised(c, containers[c.index]));
  if (incomplete.length === 0) return condition('Initialized', true);
  const wasInitialised = before?.conditions.some((c) => c.type === 'Initialized' && c.status);
  if (turn.kubelet.gates.RestartAllContainersOnContainerExits && wasInitialised) return condition('Initialized', true);
  return condition(
    'Initialized',
    false,
    'ContainersNotInitialized',
    `containers with incomplete status: ${list(incomplete)}`,
  );
}

function isInitialised(c: Container, status: ContainerStatus | undefined): boolean {
  return (c.kind === 'sidecar' ? status?.started : status?.ready) ?? false;
}

function containersReadyOf(turn: Turn, containers: readonly ContainerStatus[], phase: Phase): Condition {
  if (phase === 'Succeeded') return condition('ContainersReady', false, 'PodCompleted');
  if (phase === 'Failed') return condition('ContainersReady', false, 'PodFailed');
  const unready = turn.pod.containers.filter((c) => isCounted(c) && !containers[c.index]?.ready);
  if (unready.length === 0) return condition('ContainersReady', true);
  return condition('ContainersReady', false, 'ContainersNotReady', `containers with unready status: ${list(unready)}`);
}

function isCounted({ kind }: Container): boolean {
  return kind === 'sidecar' || kind === 'main';
}

function podReady(turn: Turn, containersReady: Condition): Condition {
  if (!containersReady.status) return containersReady;
  const { conditions } = turn.state.request;
  const problems = turn.pod.readinessGates.flatMap((gate) => {
    if (conditions[gate]) return [];
    if (conditions[gate] === false) return [`the status of pod readiness gate "${gate}" is not "True", but False`];
    return [`corresponding condition of pod readiness gate "${gate}" does not exist.`];
  });
  if (problems.length === 0) return containersReady;
  return condition('Ready', false, 'ReadinessGatesNotReady', problems.join(', '));
}

function allContainersRestarting(turn: Turn, { phase, runtime, before }: ConditionSource): Condition {
  const type = 'AllContainersRestarting';
  if (phase === 'Succeeded') return condition(type, false, 'PodCompleted');
  if (phase === 'Failed') return condition(type, false, 'PodFailed');
  const cleanedUp = turn.pod.containers.every((c) => !newestOf(runtime, c.index));
  if (cleanedUp || !isRestartingAll(turn, runtime, before)) return condition(type, false);
  return condition(type, true, 'RestartAllContainersStarted', 'container exited with restart policy rule');
}

function list(containers: readonly Container[]): string {
  return `[${containers.map((c) => c.name).join(' ')}]`;
}
