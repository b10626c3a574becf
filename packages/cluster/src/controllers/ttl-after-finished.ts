import type { IJob } from 'kubernetes-models/batch/v1';
import { type Controller, type Key, type View, watching } from './controller.ts';
import { finishedCondition } from './job/conditions.ts';
import { jobs } from './kinds.ts';
import { lookAgain, type Plan, read, remove } from './plan.ts';
import { itself } from './read/owner.ts';
import { timeOf } from './read/time.ts';

/** Deletes finished Jobs some time after their end: pkg/controller/ttlafterfinished@1.36. */
export const ttlAfterFinishedController: Controller = {
  name: 'ttl-after-finished-controller',
  watches: [watching(jobs, itself)],
  reconcile,
};

function* reconcile(view: View, { namespace, name }: Key): Plan {
  const job = view.get(jobs, namespace, name);
  const left = job && expiresIn(job, view.now);
  if (left === undefined) return;
  if (left > 0) return yield* lookAgain(left);
  // The time may have been made longer meanwhile.
  const fresh = yield* read(jobs, { namespace, name });
  if (fresh === undefined || (expiresIn(fresh, view.now) ?? 1) > 0) return;
  const { uid } = fresh.metadata ?? {};
  yield* remove(jobs, fresh, { propagationPolicy: 'Foreground', ...(uid && { preconditions: { uid } }) });
}

function expiresIn({ metadata, spec, status }: IJob, now: number): number | undefined {
  const end = timeOf(finishedCondition(status?.conditions)?.lastTransitionTime);
  if (metadata?.deletionTimestamp !== undefined || end === undefined) return undefined;
  return spec?.ttlSecondsAfterFinished === undefined ? undefined : end + spec.ttlSecondsAfterFinished * 1000 - now;
}
