import { describe, expect, test } from 'vitest';
import { kubeletOf } from './profile.ts';
import { kubeletTiming, NOMINAL } from './timing.ts';

describe('a kubelet profile', () => {
  test('is data about one version, nominal unless another timing is asked for', () => {
    expect(kubeletOf('v1.30.3')).toMatchObject({ version: '1.30.3', minor: 30, patch: 3, timing: NOMINAL });
    expect(kubeletOf('1.30.3', { timing: kubeletTiming(7) })?.timing).toMatchObject({ mode: 'kubelet', seed: 7 });
  });

  test('is not there for versions that are not known', () => {
    expect(kubeletOf('1.26.1')).toBeUndefined();
    expect(kubeletOf('newest')).toBeUndefined();
  });

  test.each([
    ['1.27', { knowsSidecars: false, deleteEndsSync: false, knowsSleepHook: false, initsInTurn: true }],
    ['1.28', { knowsSidecars: true, deleteEndsSync: true, knowsSleepHook: false, initsInTurn: true }],
    ['1.29.8', { knowsSleepHook: true, initsInTurn: false }],
    ['1.29.9', { initsInTurn: true }],
    ['1.30.4', { initsInTurn: false }],
    ['1.31.1', { initsInTurn: true }],
    ['1.32.0', { initsInTurn: true }],
    ['1.33.0', { initsInTurn: false }],
    ['1.31', { manualProbeResetsTicker: false, eventBudgetPerType: false }],
    ['1.32', { manualProbeResetsTicker: true, eventBudgetPerType: true }],
    ['1.34', { wakesAtBackOffEnd: false, relistsAfterSync: false }],
    ['1.35', { wakesAtBackOffEnd: true, relistsAfterSync: false }],
    ['1.36', { wakesAtBackOffEnd: true, relistsAfterSync: true }],
  ])('of %s has the clockwork of that version', (version, limits) => {
    expect(kubeletOf(version)?.limits).toMatchObject(limits);
  });

  test('has the bugs of its API server when that is of its version, which the recorded ones were not', () => {
    const has = (version: string, options = {}) =>
      kubeletOf(version, options)?.bugs.restartedContainerStaysTerminatedInStatus;
    expect(has('1.29.2')).toBe(true);
    expect(has('1.29.2', { timing: kubeletTiming() })).toBe(false);
    expect(has('1.29.2', { timing: kubeletTiming(), apiServer: 'same' })).toBe(true);
  });

  test('waits from 10 s to 5 min between restarts, from 1 s to 1 min with the gate of KEP-4603', () => {
    expect(kubeletOf('1.36')?.limits.crashBackOff).toEqual({ first: 10_000, longest: 300_000 });
    const gates = { ReduceDefaultCrashLoopBackOffDecay: true };
    expect(kubeletOf('1.36', { gates })?.limits.crashBackOff).toEqual({ first: 1000, longest: 60_000 });
  });

  test('takes the longest wait from its configuration where the gate of KEP-5593 is on', () => {
    const longest = (version: string, ms: number) =>
      kubeletOf(version, { maxContainerRestartPeriod: ms })?.limits.crashBackOff;
    expect(longest('1.35', 60_000)).toEqual({ first: 10_000, longest: 60_000 });
    expect(longest('1.35', 2000)).toEqual({ first: 2000, longest: 2000 });
    expect(longest('1.34', 2000)).toEqual({ first: 10_000, longest: 300_000 });
  });
});
