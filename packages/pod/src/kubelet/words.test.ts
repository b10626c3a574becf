import { describe, expect, test } from 'vitest';
import { type Kubelet, kubeletOf } from './profile.ts';

describe("the kubelet's words", () => {
  test.each([
    ['1.28', 'Created container app', 'Started container app'],
    ['1.29.13', 'Created container app', 'Started container app'],
    ['1.29.14', 'Created container: app', 'Started container app'],
    ['1.30.9', 'Created container app', 'Started container app'],
    ['1.30.10', 'Created container: app', 'Started container app'],
    ['1.31.5', 'Created container app', 'Started container app'],
    ['1.31.6', 'Created container: app', 'Started container app'],
    ['1.32.0', 'Created container: app', 'Started container app'],
    ['1.34', 'Created container: app', 'Started container app'],
    ['1.35', 'Container created', 'Container started'],
  ])('for a new container in %s', (version, created, started) => {
    const { words } = kubeletOf(version) as Kubelet;
    expect(words.created('app')).toBe(created);
    expect(words.started('app')).toBe(started);
  });

  test.each([
    ['1.34', 'Container image "app:1" already present on machine'],
    ['1.35', 'Container image "app:1" already present on machine and can be accessed by the pod'],
  ])('for an image that is there in %s', (version, words) => {
    expect(kubeletOf(version)?.words.alreadyPresent('app:1')).toBe(words);
  });

  test('for an image that is there follow the gate, not the version', () => {
    const kubelet = kubeletOf('1.34', { gates: { KubeletEnsureSecretPulledImages: true } });
    expect(kubelet?.words.alreadyPresent('app:1')).toMatch(/can be accessed by the pod$/);
  });

  test.each([
    ['1.30', 'probe errored', 'command "sleep 9" timed out'],
    ['1.32', 'probe errored', 'command timed out: "sleep 9" timed out after 2s'],
    ['1.33', 'probe errored and resulted in unknown state', 'command timed out: "sleep 9" timed out after 2s'],
  ])('for a probe that has no result in %s', (version, errored, timedOut) => {
    const { words } = kubeletOf(version) as Kubelet;
    expect(words.probeErrored).toBe(errored);
    expect(words.probeTimedOut('sleep 9', 2)).toBe(timedOut);
  });
});
