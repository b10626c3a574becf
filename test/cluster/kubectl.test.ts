import { readFileSync } from 'node:fs';
import { createLocal, serveHttp } from '@outrigger/cluster';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasKubectl } from './kubectl/install-kubectl.ts';
import { minorOf, type Printed, runSteps } from './kubectl/run-steps.ts';
import { type Step, steps } from './kubectl/steps.ts';

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
  let printed: ReadonlyMap<Step, Printed> = new Map();
  const over = new AbortController();

  beforeAll(async () => {
    minor = await minorOf('kubectl');
    const possible = steps.filter(({ since = 0 }) => since <= minor);
    const { url, close } = await serveHttp(createLocal({ token: 'T' }), 0);
    over.signal.addEventListener('abort', () => void close());
    const all = await runSteps('kubectl', possible, { cluster: { server: `${url}/as/T` } });
    printed = new Map(all.flatMap((each, at) => (possible[at] === undefined ? [] : [[possible[at], each]])));
  }, 120_000);
  afterAll(() => over.abort());

  test.for(steps.map((step, at) => ({ step, args: step.args, at })))('$args ($at)', ({ step, args, at }, { skip }) => {
    const { since = 0, isWorded } = step;
    skip(since > minor, `kubectl 1.${minor} cannot do it`);
    const [real, ours] = [recorded.printed[at], printed.get(step)];
    expect(real?.args, 'what was recorded is older than the steps').toBe(args);
    expect(ours?.exit).toBe(real?.exit);
    // Other clients say the same in other words.
    if (isWorded && minor !== recorded.kubectl) return;
    expect(ours?.stdout).toBe(real?.stdout);
    if (minor === recorded.kubectl) expect(ours?.stderr).toBe(real?.stderr);
  });
});
