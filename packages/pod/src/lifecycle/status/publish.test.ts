import { expect, test } from 'vitest';
import { type Kubelet, kubeletOf } from '../../kubelet/profile.ts';
import { kubeletTiming } from '../../kubelet/timing.ts';
import { playDocument } from '../../simulate/testing/play-document.ts';

// TerminatePod asks the pod as it was when the delete came, not as its last status is.
test.each([
  ['a sidecar that was started', { restartPolicy: 'Always' }, 'ContainerStatusUnknown'],
  ['an init container that ended only because of the delete', {}, 'PodInitializing'],
])('what never started is lost after %s', (_what, init, shown) => {
  const life = playDocument(
    {
      pod: { initContainers: [{ name: 'init', ...init }], containers: [{ name: 'app', image: 'localhost/absent:1' }] },
      timeline: [{ at: '10s', delete: {} }],
      until: '60s',
    },
    kubeletOf('1.36.2', { timing: kubeletTiming() }) as Kubelet,
  );
  const state = life.status.at(-1)?.status?.containers[1]?.state;
  expect(state?.is === 'running' ? 'running' : state?.reason).toBe(shown);
});
