import type { Container, Probe } from '../../model/pod.ts';
import type { ProbedFact } from '../facts.ts';
import type { ProbeWorker } from '../state.ts';
import { type ContainerStatus, isRestartingAll } from '../status/container-statuses.ts';
import { isTerminal } from '../status/pod-status.ts';
import { RESTART_GRACE } from '../status/readiness.ts';
import { mayRestart } from '../sync/restart.ts';
import { type Turn, tell } from '../turn.ts';
import { setVerdict } from './verdict.ts';

/** Lets every probe worker whose time has come look at its container, and probe it. */
export function runProbes(turn: Turn): void {
  const { probes } = turn.state;
  for (let i = 0; i < probes.length; i++) {
    const worker = probes[i] as ProbeWorker;
    if (worker.running || isResting(turn, worker)) continue;
    if (worker.restingOn) wakeUp(turn, worker);
    if (turn.kubelet.timing.earlyLooks > 0) lookAtOnce(turn, worker);
    if (!worker.stopped && !worker.manual && turn.now < worker.nextTick) continue;
    if (worker.stopped || !runOnce(turn, worker)) probes.splice(i--, 1);
  }
}

/** When the next probe is due, in ms. */
export function probesWakeAt(turn: Turn): number {
  let at = Number.POSITIVE_INFINITY;
  for (const worker of turn.state.probes) {
    if (worker.running || isResting(turn, worker)) continue;
    if (worker.restingOn) wakeUp(turn, worker);
    if (turn.kubelet.timing.earlyLooks > 0) lookAtOnce(turn, worker);
    const due = worker.stopped || worker.manual ? turn.now : worker.nextTick;
    if (due < at) at = due;
  }
  return at;
}

/** A worker that found nothing to do sleeps over its ticks until the pod's status changes or somebody calls it. */
function isResting(turn: Turn, worker: ProbeWorker): boolean {
  return (
    worker.restingOn !== undefined && worker.restingOn === turn.state.status.local && !worker.stopped && !worker.manual
  );
}

/** Its next tick is the first after this moment: those it slept over, one of this very moment included, are gone. */
function wakeUp(turn: Turn, worker: ProbeWorker): void {
  const late = turn.now - worker.nextTick;
  const period = (turn.pod.containers[worker.container]?.probes[worker.kind]?.periodSeconds ?? 1) * 1000;
  if (late >= 0) worker.nextTick += (Math.floor(late / period) + 1) * period;
  worker.restingOn = undefined;
}

/** A new instance runs: there is no need to wait for a tick. */
function lookAtOnce(turn: Turn, worker: ProbeWorker): void {
  const status = turn.state.status.local?.containers[worker.container];
  const probe = turn.pod.containers[worker.container]?.probes[worker.kind];
  if (!probe || worker.kind === 'liveness' || status?.state.is !== 'running' || status.id === worker.id) return;
  worker.nextTick = Math.max(turn.now, status.state.startedAt + probe.initialDelaySeconds * 1000);
}

/** A failure within the first period after the start: the kubelet would not have looked yet. */
function isEarly(turn: Turn, worker: ProbeWorker, probe: Probe): boolean {
  const state = turn.state.status.local?.containers[worker.container]?.state;
  if (turn.kubelet.timing.earlyLooks === 0 || worker.kind === 'liveness' || state?.is !== 'running') return false;
  return turn.now < state.startedAt + (probe.initialDelaySeconds + probe.periodSeconds) * 1000;
}

/** A probe has run: thresholds decide whether its verdict changes (pkg/kubelet/prober/worker.go: doProbe at 1.36.2). */
export function probed(turn: Turn, fact: ProbedFact): void {
  const worker = turn.state.probes.find((p) => p.running && p.kind === fact.kind && p.id === fact.id);
  const container = worker && turn.pod.containers[worker.container];
  const probe = container?.probes[fact.kind];
  if (!worker || !probe) return;
  worker.running = false;
  if (fact.outcome === 'errored') {
    tellErrored(turn, container, probe, fact.output ?? '');
    return;
  }
  if (fact.outcome === 'warning')
    tell(turn, 'Warning', 'ProbeWarning', `${labelOf(fact.kind)} probe warning: ${fact.output ?? ''}`, container);
  const result = fact.outcome === 'success' || fact.outcome === 'warning' ? 'success' : 'failure';
  if (result === 'failure' && isEarly(turn, worker, probe)) {
    worker.nextTick = Math.min(worker.nextTick, turn.now + turn.kubelet.timing.earlyLooks);
    return;
  }
  if (result === 'failure') {
    const timedOut =
      fact.outcome === 'timedOut' && turn.kubelet.words.probeTimedOut(fact.output ?? '', probe.timeoutSeconds);
    tell(
      turn,
      'Warning',
      'Unhealthy',
      `${labelOf(fact.kind)} probe failed: ${timedOut || (fact.output ?? '')}`,
      container,
    );
  }
  worker.resultRun = worker.lastResult === result ? worker.resultRun + 1 : 1;
  worker.lastResult = result;
  if (worker.resultRun < (result === 'success' ? probe.successThreshold : probe.failureThreshold)) return;
  const isNew = worker.verdict !== result;
  setVerdict(turn, worker, result);
  const goesOn = result === 'success' && turn.kubelet.bugs.startupProbeContinuesAfterSuccess;
  if ((worker.kind === 'startup' && !goesOn) || (worker.kind === 'liveness' && result === 'failure')) {
    worker.onHold = true;
    worker.resultRun = 0;
  } else if (worker.kind === 'startup' && isNew && turn.now >= worker.nextTick) {
    // A tick that came during the run is served before the status says "started".
    ask(turn, worker, container, probe);
  }
}

/** One turn of a worker; false when it gives up for good. */
function runOnce(turn: Turn, worker: ProbeWorker): boolean {
  const container = turn.pod.containers[worker.container] as Container;
  const probe = container.probes[worker.kind] as Probe;
  const period = probe.periodSeconds * 1000;
  if (worker.manual && turn.now < worker.nextTick) {
    if (turn.kubelet.limits.manualProbeResetsTicker) worker.nextTick = turn.now + period;
  } else {
    while (worker.nextTick <= turn.now) worker.nextTick += period;
  }
  worker.manual = false;

  const { local } = turn.state.status;
  if (!local) return true;
  if (isTerminal(local.phase)) return false;
  const status = local.containers[container.index];
  if (!status?.id) return rest(turn, worker);
  if (status.id !== worker.id) meet(turn, worker, status, container);
  if (worker.onHold) return rest(turn, worker);
  if (status.state.is !== 'running') {
    setVerdict(turn, worker, 'failure');
    return staysForRestart(turn, container, status);
  }
  if (worker.sinceDeletion && worker.kind !== 'readiness') {
    setVerdict(turn, worker, 'success');
    return false;
  }
  if (Math.floor((turn.now - status.state.startedAt) / 1000) < probe.initialDelaySeconds) return true;
  if ((status.started ?? false) === (worker.kind === 'startup')) return rest(turn, worker);
  if (isCancelled(turn, worker, probe)) {
    tellErrored(turn, container, probe, 'rpc error: code = Canceled desc = context canceled');
    return true;
  }
  ask(turn, worker, container, probe);
  return true;
}

function ask(turn: Turn, worker: ProbeWorker, container: Container, probe: Probe): void {
  worker.running = true;
  turn.actions.push({ do: 'probe', container, id: worker.id, probe });
}

function rest(turn: Turn, worker: ProbeWorker): true {
  worker.restingOn = turn.state.status.local;
  return true;
}

/** In 1.35 a worker's exec calls hang on the context of the sync that made it, which a delete cancels. */
function isCancelled(turn: Turn, worker: ProbeWorker, { handler }: Probe): boolean {
  if (!turn.kubelet.bugs.execProbesCancelledByDelete || worker.sinceDeletion) return false;
  const { deletedAt, eviction } = turn.state.request;
  return (deletedAt !== undefined || eviction !== undefined) && !(handler.httpGet || handler.tcpSocket || handler.grpc);
}

function tellErrored(turn: Turn, container: Container, probe: Probe, output: string): void {
  tell(turn, 'Warning', 'Unhealthy', `${labelOf(probe.kind)} ${turn.kubelet.words.probeErrored}: ${output}`, container);
}

function labelOf(kind: Probe['kind']): string {
  return `${kind[0]?.toUpperCase()}${kind.slice(1)}`;
}

/** There is a new instance to watch: begin with what is believed before the first probe. */
function meet(turn: Turn, worker: ProbeWorker, status: ContainerStatus, container: Container): void {
  worker.id = status.id;
  worker.verdict = undefined;
  worker.onHold = false;
  const { gates, bugs } = turn.kubelet;
  if (!gates.ChangeContainerStatusOnKubeletRestart) {
    const old = status.state.is === 'running' && status.state.startedAt < turn.state.kubeletSince - RESTART_GRACE;
    const seeds =
      worker.kind === 'startup' && container.kind === 'sidecar' && !bugs.startupForgottenAfterKubeletRestart;
    if (seeds && status.started) setVerdict(turn, worker, 'success');
    if (old) return;
  }
  const initial = { startup: 'unknown', readiness: 'failure', liveness: 'success' } as const;
  setVerdict(turn, worker, initial[worker.kind]);
}

/** Is a container that does not run worth waiting for? */
export function staysForRestart(turn: Turn, container: Container, status: ContainerStatus): boolean {
  const { kubelet, pod } = turn;
  if (status.state.is !== 'terminated') return true;
  const { exitCode } = status.state;
  if (kubelet.gates.ContainerRestartRules) {
    // In the alpha of 1.34 a worker never gave up (k/k#134631).
    if (kubelet.minor < 35) return true;
    return mayRestart(pod, container, exitCode) || isRestartingAll(turn, undefined, turn.state.status.local);
  }
  if (pod.restartPolicy !== 'Never') return true;
  return container.kind === 'sidecar' && !kubelet.bugs.startupProbeEndsWithFirstFailureUnderNever;
}
