import { describe, expect, it } from 'vitest';
import { podResources } from '../pod-resources.ts';
import { resourceRulesFor } from '../resource-rules.ts';
import { container as c, type SmallPod, sidecar as s, smallPod } from '../testing/small-pod.ts';
import { effectiveRequests } from './effective-resources.ts';
import { sayEffective } from './say-effective.ts';

const ROWS: readonly (readonly [pod: SmallPod, sentence: string])[] = [
  [
    { inits: [s('proxy', 'cpu=100m'), c('migrate', 'cpu=200m')], mains: [c('app', 'cpu=100m')] },
    'cpu 300m: init container migrate needs 200m beside sidecar proxy 100m, together 300m, more than the 200m of app 100m + sidecar proxy 100m',
  ],
  [
    { inits: [c('migrate', 'cpu=1')], mains: [c('app')] },
    'cpu 1: init container migrate needs 1, more than what runs for good, which asks for none',
  ],
  [
    { inits: [c('migrate', 'cpu=200m'), s('proxy', 'cpu=100m')], mains: [c('app', 'cpu=100m')], overhead: 'cpu=50m' },
    'cpu 250m: app 100m + sidecar proxy 100m together, at least as much as init container migrate needs (200m), plus overhead 50m',
  ],
  [{ podRequests: 'cpu=2', mains: [c('app', 'cpu=1')] }, 'cpu 2: spec.resources of the pod sets 2'],
  [{ overhead: 'cpu=50m', mains: [c('app')] }, 'cpu 50m: no container asks for it, plus overhead 50m'],
];

describe('sayEffective', () => {
  it.each(ROWS)('turns %o into one sentence', (pod, sentence) => {
    const cpu = effectiveRequests(podResources(smallPod(pod), resourceRulesFor(36, 2, {}))).get('cpu');
    expect(cpu && sayEffective('cpu', cpu)).toBe(sentence);
  });

  it('says which amounts a resize still holds', () => {
    const status = {
      name: 'app',
      image: '',
      imageID: '',
      ready: true,
      restartCount: 0,
      resources: { requests: { cpu: 2 } },
    };
    const pod = smallPod({ mains: [c('app', 'cpu=1')], status: { containerStatuses: [status] } });
    const cpu = effectiveRequests(podResources(pod, resourceRulesFor(36, 2, {})), { withStatus: true }).get('cpu');
    expect(cpu && sayEffective('cpu', cpu)).toBe('cpu 2: app 2 (still in force) alone');
  });
});
