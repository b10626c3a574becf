import type { IJob } from 'kubernetes-models/batch/v1';
import type { IPod } from 'kubernetes-models/v1';
import { matchesSelector } from '../../local/object/matches-selector.ts';
import { type Change, type Controller, type View, type Wake, watching } from '../controller.ts';
import { jobs, pods } from '../kinds.ts';
import { controllerOf, itsController, keyOf } from '../read/owner.ts';
import { isFinishedJob } from './conditions.ts';
import { createFailureMemory } from './failure-memory.ts';
import { isTracked } from './job-pod.ts';
import { reconcileJob } from './reconcile-job.ts';

/**
 * Runs pods to completion: pkg/controller/job@1.36.
 *
 * @param gatherMs news of pods are gathered for so long before a Job is looked at (SyncJobBatchPeriod@1.36)
 */
export function jobController(gatherMs = 1000): Controller {
  const memory = createFailureMemory();
  return {
    name: 'job-controller',
    watches: [
      watching(jobs, (change) => {
        if (change.after === undefined) memory.forget(change.before?.metadata?.uid ?? '');
        return ofJob(change, gatherMs);
      }),
      watching(pods, (change, view) => ofPod(change, view, gatherMs)),
    ],
    reconcile: (view, key) => reconcileJob(memory, view, key),
    backOff: { baseMs: 1000, capMs: 60_000 },
  };
}

function* ofJob({ before, after }: Change<IJob>, gatherMs: number): Iterable<Wake> {
  // Pods of a Job that is gone lose their finalizer.
  if (after === undefined) return yield keyOf(before);
  if (isFinishedJob(after)) return;
  const isAsked = before === undefined || before.metadata?.generation !== after.metadata?.generation;
  yield { ...keyOf(after), ...(!isAsked && { afterMs: gatherMs }) };
}

function* ofPod(change: Change<IPod>, view: View, gatherMs: number): Iterable<Wake> {
  for (const key of itsController(jobs, change, view)) yield { ...key, afterMs: gatherMs };
  const { after } = change;
  if (after === undefined) return;
  const { namespace } = keyOf(after);
  const owner = controllerOf(after);
  const isJobless = owner?.kind === 'Job' && view.get(jobs, namespace, owner.name)?.metadata?.uid !== owner.uid;
  if (isJobless && isTracked(after)) yield { namespace, name: owner.name };
  if (owner !== undefined) return;
  for (const job of view.list(jobs, namespace)) {
    if (matchesSelector(job.spec?.selector, after.metadata?.labels)) yield { ...keyOf(job), afterMs: gatherMs };
  }
}
