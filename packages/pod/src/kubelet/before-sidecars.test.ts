import { describe, expect, test } from 'vitest';
import { playDocument, type ShortDocument } from '../simulate/testing/play-document.ts';
import { livesOf, phasesOf, startsOf } from '../simulate/testing/tell-life.ts';
import type { Timeline } from '../simulate/timeline.ts';
import { type Kubelet, kubeletOf } from './profile.ts';

const proxy = { name: 'proxy', restartPolicy: 'Always' };
const hook = { preStop: {} };

// The API server of today keeps the fields of a sidecar, whatever the kubelet of the node makes of them.
describe('a kubelet that does not know sidecars', () => {
  test('calls the hooks of what it takes for an init container', () => {
    const document: ShortDocument = {
      pod: { initContainers: [{ ...proxy, lifecycle: hook, livenessProbe: {} }], containers: [{ name: 'app' }] },
      behaviour: { proxy: [{ hooks: { preStop: { takes: '3s' } } }] },
      timeline: [{ at: '10s', delete: {} }],
      until: '60s',
    };
    expect(livesOf(play(document, '1.27'), 10)).toEqual({
      proxy: '0 preStop begins, 3 preStop ends 0, 3 term, 3 exit 0',
    });
  });

  test('runs the pod; 1.28 with its gate off fails it at once', () => {
    const document: ShortDocument = {
      pod: { initContainers: [proxy], containers: [{ name: 'app' }] },
      until: '60s',
    };
    expect(phasesOf(play(document, '1.27'))).toBe('0 Pending');
    expect(phasesOf(play(document, '1.28'))).toBe('0 Failed');
  });

  test('says nothing about "started" of an init container; 1.28 does, with its gate off as well', () => {
    const document: ShortDocument = {
      pod: { initContainers: [{ name: 'init' }], containers: [{ name: 'app' }] },
      until: '10s',
    };
    const started = (version: string) => play(document, version).status.at(-1)?.status?.containers[0]?.started;
    expect(started('1.27')).toBeUndefined();
    expect(started('1.28')).toBe(true);
  });

  test('takes Initialized back when the init containers of a pod run again; 1.28 does not', () => {
    const document: ShortDocument = {
      pod: { initContainers: [{ name: 'init' }], containers: [{ name: 'app' }] },
      behaviour: { init: [{ run: '2s' }] },
      timeline: [{ at: '30s', crash: {} }],
      until: '60s',
    };
    expect(phasesOf(play(document, '1.27'), 30)).toBe('0 Pending, 2 Running Initialized Ready');
    expect(phasesOf(play(document, '1.28'), 30)).toBe('0 Running Initialized, 2 Running Initialized Ready');
  });

  test('goes on with a sync that a delete finds waiting for volumes; 1.28 starts nothing', () => {
    const document: ShortDocument = {
      pod: { containers: [{ name: 'app' }] },
      timeline: [{ at: '200ms', delete: {} }],
      until: '60s',
    };
    const starts = (version: string) => {
      const timing = { ...(kubeletOf(version) as Kubelet).timing, volumesMounted: 300 };
      return startsOf(playDocument(document, kubeletOf(version, { timing }) as Kubelet));
    };
    expect(starts('1.27')).toEqual({ app: [0.3] });
    expect(starts('1.28')).toEqual({});
  });
});

test.each([
  ['1.28', 0, true],
  ['1.29', 0, false],
  ['1.30', 5, false],
] as const)(
  'a postStart hook that sleeps fails in 1.28, does nothing in 1.29 and sleeps in 1.30: %s',
  (version, next, fails) => {
    const document: ShortDocument = {
      pod: {
        restartPolicy: 'Never',
        containers: [{ name: 'app', lifecycle: { postStart: { sleep: { seconds: 5 } } } }, { name: 'next' }],
      },
      until: '20s',
    };
    const life = play(document, version);
    expect(startsOf(life)).toEqual({ app: [0], next: [next] });
    expect(life.events.some((event) => event.reason === 'FailedPostStartHook')).toBe(fails);
  },
);

function play(document: ShortDocument, version: string): Timeline {
  return playDocument(document, kubeletOf(version) as Kubelet);
}
