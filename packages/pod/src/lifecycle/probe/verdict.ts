import type { ProbeKind } from '../../model/pod.ts';
import type { Instance } from '../runtime.ts';
import type { ProbeWorker } from '../state.ts';
import { setReady, setStarted } from '../status/publish.ts';
import { askForSync, type Turn } from '../turn.ts';

/** What a probe last said of an instance; undefined before it said anything. */
export type Verdict = 'success' | 'failure' | 'unknown';

/** The verdict of a probe about an instance (pkg/kubelet/prober/results: Get). */
export function verdictOf(turn: Turn, kind: ProbeKind, instance: Instance): Verdict | undefined {
  const probe = turn.state.probes.find((p) => p.container === instance.index && p.kind === kind);
  return probe?.id === instance.id ? probe.verdict : undefined;
}

/** Sets a verdict; a change is acted on at once (pkg/kubelet/kubelet.go: syncLoopIteration at 1.36.2). */
export function setVerdict(turn: Turn, probe: ProbeWorker, verdict: Verdict): void {
  if (probe.verdict === verdict) return;
  probe.verdict = verdict;
  if (probe.kind === 'liveness') {
    if (verdict === 'failure') askForSync(turn);
    return;
  }
  if (probe.kind === 'readiness') setReady(turn, probe.id, verdict === 'success');
  else setStarted(turn, probe.id, verdict === 'success');
  askForSync(turn);
}
