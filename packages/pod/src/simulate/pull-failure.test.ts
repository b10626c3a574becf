import { expect, test } from 'vitest';
import { type Kubelet, kubeletOf } from '../kubelet/profile.ts';
import { kubeletTiming } from '../kubelet/timing.ts';
import { whyNotPulled } from './pull-failure.ts';
import { playDocument } from './testing/play-document.ts';

// shared/golden/events: alerts-d95b986b5-gmdfm, 1.36.2.
const REFUSED =
  'failed to pull and unpack image "localhost/absent:9": failed to resolve reference "localhost/absent:9": failed to do request: Head "http://localhost/v2/absent/manifests/9": dial tcp 127.0.0.1:80: connect: connection refused';

test('a machine without a registry says what it asked for in vain', () => {
  expect(whyNotPulled('localhost/absent:9')).toBe(REFUSED);
  expect(whyNotPulled('localhost/team/app')).toContain('"http://localhost/v2/team/app/manifests/latest"');
  expect(whyNotPulled('registry.example/app:1')).toBe(
    'failed to pull and unpack image "registry.example/app:1": not found',
  );
});

test.each([
  ['1.27', `rpc error: code = Unknown desc = ${REFUSED}`],
  ['1.28', REFUSED],
  ['1.36.2', REFUSED],
])('the kubelet of %s passes it on', (version, said) => {
  const life = playDocument(
    {
      pod: { containers: [{ name: 'app', image: 'localhost/absent:9', imagePullPolicy: 'IfNotPresent' }] },
      until: '8s',
    },
    kubeletOf(version, { timing: kubeletTiming() }) as Kubelet,
  );
  expect(life.events.map(({ message }) => message)).toEqual([
    'Pulling image "localhost/absent:9"',
    `Failed to pull image "localhost/absent:9": ${said}`,
    'Error: ErrImagePull',
    'Back-off pulling image "localhost/absent:9"',
    'Error: ImagePullBackOff',
  ]);
});

test('an image that is there is pulled in vain, too, where each start pulls', () => {
  const life = playDocument(
    {
      pod: { containers: [{ name: 'app', image: 'localhost/busybox:1', imagePullPolicy: 'Always' }] },
      until: '8s',
    },
    kubeletOf('1.36.2') as Kubelet,
  );
  expect(life.log).toEqual([]);
});
