import { type Container, PROBE_KINDS, type ProbeKind } from '../../model/pod.ts';
import type { ProbeWorker } from '../state.ts';
import { draw, type Turn } from '../turn.ts';
import { staysForRestart } from './run.ts';

/** The worker of one probe of a container, while it lives. */
export function probeOf(turn: Turn, container: number, kind: ProbeKind): ProbeWorker | undefined {
  return turn.state.probes.find((p) => p.container === container && p.kind === kind);
}

/**
 * Sees to it that the pod's probes have workers. As upstream it stops at the first probe that has one, so that a worker
 * that gave up is replaced only when it comes before all others.
 *
 * Source: pkg/kubelet/prober/prober_manager.go: AddPod at 1.36.2.
 */
export function addProbes(turn: Turn): void {
  for (const c of turn.pod.probed) {
    for (const kind of PROBE_KINDS) {
      if (!c.probes[kind]) continue;
      if (probeOf(turn, c.index, kind)) return;
      if (isOver(turn, c)) continue;
      turn.state.probes.push(newWorker(turn, c, kind));
    }
  }
}

/**
 * A worker made for a container that is down for good gives up at its first look, and its last word asks for a sync that
 * makes the next such worker. Upstream that goes round once a second; without a clockwork it would go round forever.
 */
function isOver(turn: Turn, c: Container): boolean {
  const status = turn.state.status.local?.containers[c.index];
  return (
    turn.kubelet.timing.relistEvery === 0 && status?.state.is === 'terminated' && !staysForRestart(turn, c, status)
  );
}

/** The pod is being stopped: its main containers' liveness and startup probes end, readiness goes on. */
export function stopLivenessAndStartup(turn: Turn): void {
  for (const probe of turn.state.probes) {
    const sidecar = turn.pod.containers[probe.container]?.kind === 'sidecar';
    if (probe.kind !== 'readiness' && !(sidecar && turn.kubelet.bugs.sidecarProbesDuringStop)) probe.stopped = true;
  }
}

/** The containers are down: every probe ends. */
export function removeProbes(turn: Turn): void {
  for (const probe of turn.state.probes) probe.stopped = true;
}

/** Runs a probe out of turn, as soon as its worker is free. */
export function triggerProbe(_turn: Turn, probe: ProbeWorker): void {
  probe.manual = true;
}

function newWorker(turn: Turn, c: Container, kind: ProbeKind): ProbeWorker {
  const period = (c.probes[kind]?.periodSeconds ?? 10) * 1000;
  // Shortly after its own start the kubelet spreads the first probes (worker.go: run).
  const spread = period > turn.now - turn.state.kubeletSince && turn.kubelet.timing.jitter > 0;
  return {
    container: c.index,
    kind,
    nextTick: turn.now + (spread ? Math.round(draw(turn) * period) : 0),
    restingOn: undefined,
    manual: false,
    running: false,
    stopped: false,
    onHold: false,
    id: '',
    verdict: undefined,
    lastResult: undefined,
    resultRun: 0,
    sinceDeletion: turn.state.request.deletedAt !== undefined,
  };
}
