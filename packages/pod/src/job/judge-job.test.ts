import type { IJobSpec } from 'kubernetes-models/batch/v1';
import { describe, expect, test } from 'vitest';
import { type Kubelet, kubeletOf } from '../kubelet/profile.ts';
import { DEFAULT_VERSION } from '../kubelet/version.ts';
import { readPod } from '../model/pod.ts';
import { playDocument, type ShortDocument } from '../simulate/testing/play-document.ts';
import { type JobPod, judgeJob, matchFailurePolicy } from './judge-job.ts';

const kubelet = kubeletOf(DEFAULT_VERSION) as Kubelet;
const sidecar = { name: 'proxy', image: 'localhost/busybox:1', restartPolicy: 'Always' as const };
const app = { name: 'app', image: 'localhost/busybox:1' };

describe('what the Job controller makes of pods', () => {
  test('G16: under OnFailure six restarts of a sidecar fail the Job, though the app is fine', () => {
    const lives = shownPods({
      pod: { restartPolicy: 'OnFailure', initContainers: [sidecar], containers: [app] },
      behaviour: { proxy: [{ run: '1s', exit: 137 }], app: [{ run: 'forever' }] },
      until: '400s',
    });
    const job = jobOf('OnFailure');
    const fails = lives.find(({ pod }) => judgeJob(job, { pods: [pod] }).failure);
    expect(fails && judgeJob(job, { pods: [fails.pod] })).toEqual({
      succeeded: 0,
      failed: 0,
      restarts: 6,
      failure: { reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' },
    });
    expect(fails?.at).toBe(316_000);
  });

  test('under Never restarts of a sidecar do not count', () => {
    const pod = lastPod({
      pod: { restartPolicy: 'Never', initContainers: [sidecar], containers: [app] },
      behaviour: { proxy: [{ run: '1s', exit: 137 }] },
      until: '400s',
    });
    expect(judgeJob(jobOf('Never'), { pods: [pod] })).toEqual({
      succeeded: 0,
      failed: 0,
      restarts: 6,
      failure: undefined,
    });
  });

  test.each([
    [0, 0, false],
    [0, 1, true],
    [1, 1, true],
    [2, 1, false],
    [2, 2, true],
  ])('a backoffLimit of %i and %i restarts: past the limit is %s', (backoffLimit, restarts, isPast) => {
    const pod = lastPod({
      pod: { restartPolicy: 'OnFailure', containers: [app] },
      behaviour: { app: [...Array.from({ length: restarts }, () => ({ run: '1s', exit: 1 })), {}] },
      until: '60s',
    });
    const verdict = judgeJob(jobOf('OnFailure', { backoffLimit }), { pods: [pod] });
    expect(verdict.restarts).toBe(restarts);
    expect(verdict.failure !== undefined).toBe(isPast);
  });

  test('failed pods have to exceed the limit; those that are gone count, too', () => {
    const pods = [lastPod(failsWith(1)), lastPod(failsWith(1))];
    const job = jobOf('Never', { backoffLimit: 2 });
    expect(judgeJob(job, { pods })).toMatchObject({ failed: 2, failure: undefined });
    expect(judgeJob(job, { pods, before: { succeeded: 4, failed: 1 } })).toMatchObject({
      succeeded: 4,
      failed: 3,
      failure: { reason: 'BackoffLimitExceeded' },
    });
  });

  test('a pod whose app has succeeded counts once its sidecar is stopped', () => {
    const lives = shownPods({
      pod: { restartPolicy: 'Never', initContainers: [sidecar], containers: [app] },
      behaviour: { app: [{ run: '10s' }], proxy: [{ onTerm: { after: '5s', exit: 143 } }] },
      until: '60s',
    });
    const counted = lives.find(({ pod }) => judgeJob(jobOf('Never'), { pods: [pod] }).succeeded === 1);
    expect(counted?.at).toBe(15_000);
  });

  test('a pod that is being deleted has failed at once, unless the Job waits for its end', () => {
    const pod = { ...lastPod({ pod: { containers: [app] }, until: '10s' }), deleting: true };
    expect(judgeJob(jobOf('Never'), { pods: [pod] }).failed).toBe(1);
    expect(judgeJob(jobOf('Never', { podReplacementPolicy: 'Failed' }), { pods: [pod] }).failed).toBe(0);
    expect(judgeJob(withRules([]), { pods: [pod] }).failed).toBe(0);
  });
});

describe('a pod failure policy', () => {
  const stopped = { restartPolicy: 'Never', initContainers: [sidecar], containers: [app] };
  const killedSidecar: ShortDocument = {
    pod: { ...stopped, terminationGracePeriodSeconds: 1 },
    behaviour: { app: [{ run: '5s', exit: 1 }], proxy: [{ onTerm: { ignore: true } }] },
    until: '60s',
  };

  test('without a container name matches the exit code of a sidecar that was killed at the end', () => {
    const job = withRules([{ action: 'FailJob', onExitCodes: { operator: 'In', values: [137] } }]);
    expect(judgeJob(job, { pods: [lastPod(killedSidecar)] }).failure).toEqual({
      reason: 'PodFailurePolicy',
      message: 'Container proxy for pod default/pod failed with exit code 137 matching FailJob rule at index 0',
    });
  });

  test('with a container name matches that container only', () => {
    const onExitCodes = { containerName: 'app', operator: 'In' as const, values: [137] };
    expect(matchFailurePolicy(withRules([{ action: 'FailJob', onExitCodes }]), lastPod(killedSidecar))).toBeUndefined();
  });

  test('looks at main containers before sidecars, and at the first rule that matches', () => {
    const job = withRules([
      { action: 'Ignore', onExitCodes: { operator: 'In', values: [42] } },
      { action: 'Count', onExitCodes: { operator: 'NotIn', values: [42] } },
      { action: 'FailJob', onExitCodes: { operator: 'In', values: [1, 137] } },
    ]);
    expect(matchFailurePolicy(job, lastPod(killedSidecar))).toEqual({
      action: 'Count',
      rule: 1,
      message: 'Container app for pod default/pod failed with exit code 1 matching Count rule at index 1',
    });
  });

  test('never matches exit code 0, not even with NotIn', () => {
    const job = withRules([
      { action: 'FailJob', onExitCodes: { containerName: 'proxy', operator: 'NotIn', values: [1] } },
    ]);
    expect(
      matchFailurePolicy(job, lastPod({ ...killedSidecar, behaviour: { app: [{ run: '5s', exit: 1 }] } })),
    ).toBeUndefined();
  });

  test('does not count a failed pod that it ignores', () => {
    const job = withRules([{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }], { backoffLimit: 0 });
    const pod = lastPod(failsWith(1));
    const disrupted: JobPod = { ...pod, conditions: [{ type: 'DisruptionTarget', status: 'True' }] };
    expect(judgeJob(job, { pods: [pod] })).toMatchObject({ failed: 1, failure: { reason: 'BackoffLimitExceeded' } });
    expect(judgeJob(job, { pods: [disrupted] })).toMatchObject({ failed: 0, failure: undefined });
  });

  test('can fail the Job for a condition', () => {
    const job = withRules([{ action: 'FailJob', onPodConditions: [{ type: 'Ready', status: 'False' }] }]);
    expect(judgeJob(job, { pods: [lastPod(failsWith(1))] }).failure?.message).toBe(
      'Pod default/pod has condition Ready matching FailJob rule at index 0',
    );
  });
});

function failsWith(exit: number): ShortDocument {
  return {
    pod: { restartPolicy: 'Never', containers: [app] },
    behaviour: { app: [{ run: '1s', exit }] },
    until: '20s',
  };
}

function jobOf(restartPolicy: 'Never' | 'OnFailure', spec: Partial<IJobSpec> = {}): IJobSpec {
  return { ...spec, template: { spec: { restartPolicy, containers: [app] } } };
}

function withRules(rules: NonNullable<IJobSpec['podFailurePolicy']>['rules'], spec: Partial<IJobSpec> = {}): IJobSpec {
  return jobOf('Never', { ...spec, podFailurePolicy: { rules } });
}

/** The pod as the API shows it, each time that changes. */
function shownPods(document: ShortDocument): readonly { readonly at: number; readonly pod: JobPod }[] {
  const metadata = { name: 'pod', namespace: 'default' };
  const pod = readPod({ apiVersion: 'v1', kind: 'Pod', metadata, spec: document.pod as { containers: [] } }, kubelet);
  return playDocument(document, kubelet).status.flatMap(({ at, status, deleting }) =>
    status ? [{ at, pod: { pod, status, deleting } }] : [],
  );
}

function lastPod(document: ShortDocument): JobPod {
  const last = shownPods(document).at(-1);
  if (!last) throw new Error('the pod was never shown');
  return last.pod;
}
