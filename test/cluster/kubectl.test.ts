import { readFileSync } from 'node:fs';
import { createLocal, serveHttp } from '@outrigger/cluster';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasKubectl } from './kubectl/install-kubectl.ts';
import { minorOf, type Printed, runSteps } from './kubectl/run-steps.ts';
import { steps } from './kubectl/steps.ts';

// kubectl/recorded.json: what kubectl printed for kube-apiserver 1.36.2 alone, without controllers (kubectl/record.ts).
const recorded = JSON.parse(readFileSync(new URL('kubectl/recorded.json', import.meta.url), 'utf8')) as {
  readonly kubectl: number;
  readonly printed: readonly Printed[];
};

const isThere = hasKubectl();
if (!isThere)
  process.stderr.write('SKIPPED a real kubectl: there is none (Debian: apt-get install kubernetes-client)\n');

if (!isThere && process.env.CI) {
  test('a real kubectl is there', () => expect(isThere).toBe(true));
}

describe.skipIf(!isThere)('a real kubectl prints what it prints for kube-apiserver 1.36.2:', () => {
  let minor = 0;
  let printed: readonly Printed[] = [];
  const over = new AbortController();

  beforeAll(async () => {
    minor = await minorOf('kubectl');
    const possible = steps.filter(({ since = 0 }) => since <= minor);
    const { url, close } = await serveHttp(createLocal({ token: 'T' }), 0);
    over.signal.addEventListener('abort', () => void close());
    printed = await runSteps('kubectl', possible, { cluster: { server: `${url}/as/T` } });
  }, 120_000);
  afterAll(() => over.abort());

  test.for(steps.map((step, at) => ({ ...step, nth: nthOf(at), at })))(
    '$args ($at)',
    ({ args, nth, since = 0, isWorded }, { skip }) => {
      skip(since > minor, `kubectl 1.${minor} cannot do it`);
      const [real, ours] = [recorded.printed, printed].map((all) => all.filter((each) => each.args === args)[nth]);
      expect(ours?.exit).toBe(real?.exit);
      // Other clients say the same in other words.
      if (isWorded && minor !== recorded.kubectl) return;
      expect(ours?.stdout).toBe(real?.stdout);
      if (minor === recorded.kubectl) expect(ours?.stderr).toBe(real?.stderr);
    },
  );
});

/** The same call may be there several times. */
function nthOf(at: number): number {
  return steps.slice(0, at).filter(({ args }) => args === steps[at]?.args).length;
}
