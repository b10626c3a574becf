import { describe, expect, test } from 'vitest';
import type { Instance } from '../lifecycle/runtime.ts';
import { planSync } from '../lifecycle/sync/plan-sync.ts';
import { readPod } from '../model/pod.ts';
import { playDocument } from '../simulate/testing/play-document.ts';
import { BUGS } from './bugs.ts';
import { type Kubelet, kubeletOf } from './profile.ts';
import { BUG_CASES, type BugCase } from './testing/bug-cases.ts';

describe('bugs of kubelets', () => {
  describe.each(BUG_CASES)('$bug: $says', (row) => {
    test(`is seen in ${row.affected}`, () => {
      expect(kubeletFor(row.affected, row).bugs[row.bug]).toBe(true);
      expect(seen(row, kubeletFor(row.affected, row))).toEqual(row.before);
    });

    const { fixed } = row;
    if (fixed !== undefined) {
      test(`is not seen in ${fixed}`, () => {
        expect(kubeletFor(fixed, row).bugs[row.bug]).toBe(false);
        expect(seen(row, kubeletFor(fixed, row))).toEqual(row.after);
      });
    }

    test(`is what makes the difference, and nothing else of ${row.affected} does`, () => {
      const kubelet = kubeletFor(row.affected, row);
      expect(seen(row, { ...kubelet, bugs: { ...kubelet.bugs, [row.bug]: false } })).toEqual(row.after);
    });
  });

  test('each bug has its case, so that none is told that nothing reads', () => {
    const told = new Set<string>([...BUG_CASES.map((row) => row.bug), 'createdContainerIsStuck']);
    expect([...told].toSorted()).toEqual(Object.keys(BUGS).toSorted());
  });

  test('createdContainerIsStuck: a sidecar that was created but not started is started again from 1.29.9 on', () => {
    expect(plannedStarts(kubeletFor('1.29.8'))).toEqual([]);
    expect(plannedStarts(kubeletFor('1.29.9'))).toEqual([0]);
  });
});

function seen(row: BugCase, kubelet: Kubelet): unknown {
  return row.see(playDocument(row, kubelet));
}

function kubeletFor(version: string, { gates = {} }: Partial<BugCase> = {}): Kubelet {
  return kubeletOf(version, { gates }) as Kubelet;
}

/** Which init containers a sync starts when the only one hangs between its creation and its start. */
function plannedStarts(kubelet: Kubelet): readonly number[] {
  const spec = { initContainers: [{ name: 'S1', restartPolicy: 'Always' as const }], containers: [{ name: 'main' }] };
  const pod = readPod({ apiVersion: 'v1', kind: 'Pod', spec }, kubelet);
  const created: Instance = {
    id: 'S1/0',
    name: 'S1',
    index: 0,
    attempt: 0,
    sandbox: 0,
    image: '',
    state: 'created',
    createdAt: 0,
    startedAt: Number.NaN,
    finishedAt: Number.NaN,
    exitCode: 0,
    reason: '',
    message: '',
  };
  return planSync({
    pod,
    kubelet,
    runtime: { sandboxes: [{ id: 'sandbox', attempt: 0, ready: true }], instances: [created] },
    deleting: false,
    restartingAll: false,
    verdict: () => undefined,
  }).startInits;
}
